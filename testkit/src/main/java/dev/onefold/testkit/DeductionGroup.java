package dev.onefold.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onefold.Outcome;
import dev.onefold.row.Deduction;
import dev.onefold.row.RowKey;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What tests of deductions share. */
abstract class DeductionGroup<C> extends RowGroup<C> {

    final OptimisticContract<C> contract;

    DeductionGroup(OptimisticContract<C> contract) {
        super(contract::bench);
        this.contract = contract;
    }

    Deduction taking(long amount) {
        return Deduction.of(id, row, amount);
    }

    Outcome<SortedMap<RowKey, Long>> deduct(C transaction, Deduction deduction) {
        return contract.deductions().deduct(transaction, deduction);
    }

    Outcome<SortedMap<RowKey, Long>> deduct(Deduction deduction) throws Exception {
        return committing(transaction -> deduct(transaction, deduction));
    }

    static SortedMap<RowKey, Long> left(RowKey key, long number) {
        return new TreeMap<>(Map.of(key, number));
    }

    static SortedMap<RowKey, Long> left(RowKey key, long number, RowKey other, long otherNumber) {
        return new TreeMap<>(Map.of(key, number, other, otherNumber));
    }

    void assertNumbers(long number, long otherNumber) throws Exception {
        assertThat(read(row, "number")).isEqualTo(number);
        assertThat(read(other, "number")).isEqualTo(otherNumber);
    }
}
