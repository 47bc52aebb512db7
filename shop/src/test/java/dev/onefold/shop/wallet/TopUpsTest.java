package dev.onefold.shop.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onefold.shop.ShopTest;
import dev.onefold.shop.wallet.TopUps.Wish;
import dev.onefold.spring.CoalescedReply;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Payments in one transaction. */
@TestPropertySource(properties = "shop.mode=coalesced")
class TopUpsTest extends ShopTest {

    @Autowired
    private TopUps topUps;

    @Autowired
    private PlatformTransactionManager transactions;

    @Test
    void each_is_told_the_balance_after_it() {
        String one = customer(100);
        String other = customer(0);

        List<CoalescedReply> replies = Objects.requireNonNull(new TransactionTemplate(transactions)
                .execute(transaction -> topUps.run(
                        List.of(new Wish(one, 5), new Wish(other, 7), new Wish("nobody", 1), new Wish(one, 10)))));

        assertThat(replies)
                .extracting(reply -> reply.entity().getStatusCode().value())
                .containsExactly(201, 201, 404, 201);
        assertThat(replies).extracting(CoalescedReply::undone).containsOnly(false);
        assertThat(balances(replies)).containsExactly(105L, 7L, 115L);
        assertThat(balance(one)).isEqualTo(115);
        assertThat(balance(other)).isEqualTo(7);
    }

    private static List<Long> balances(List<CoalescedReply> replies) {
        return replies.stream()
                .map(reply -> reply.entity().getBody())
                .filter(WalletView.class::isInstance)
                .map(view -> ((WalletView) view).balancePence())
                .toList();
    }
}
