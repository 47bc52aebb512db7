package dev.onefold.shop.address;

import dev.onefold.Outcome;
import dev.onefold.row.Deleted;
import dev.onefold.shop.shared.IdSource;
import dev.onefold.shop.shared.ShopRejection;
import dev.onefold.spring.ReadOnlyOperation;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Adds, changes and deletes addresses. */
@Service
class Addresses {

    private final AddressRepository addresses;
    private final IdSource ids;

    Addresses(AddressRepository addresses, IdSource ids) {
        this.addresses = addresses;
        this.ids = ids;
    }

    @Transactional
    public Outcome<Address> add(String customer, String label, String text) {
        Outcome<Address> outcome = addresses.add(ids.next(), customer, label, text);
        if (outcome instanceof Outcome.Rejected) {
            throw ShopRejection.unknown("customer", customer);
        }
        return outcome;
    }

    /**
     * The address under a label.
     *
     * @throws ShopRejection {@code address-gone} if there was one, {@code unknown-address} if there never was
     */
    @ReadOnlyOperation
    public Address get(String customer, String label) {
        return addresses
                .find(customer, label)
                .orElseThrow(() -> addresses
                        .deleted(customer, label)
                        .map(Addresses::gone)
                        .orElseGet(() -> ShopRejection.unknown("address", label)));
    }

    static ShopRejection gone(Deleted deleted) {
        return new ShopRejection(
                HttpStatus.GONE,
                "address-gone",
                "The address was deleted.",
                Map.of("deletedAt", deleted.at().toString(), "deletedBy", deleted.request()));
    }

    /** Of all who saw the same version, one changes it; the others are told that theirs is behind. */
    @Transactional
    public Outcome<Address> edit(String customer, String label, long version, String text) {
        Outcome<Long> outcome = addresses.edit(customer, label, version, text);
        if (outcome instanceof Outcome.Rejected) {
            throw ShopRejection.unknown("address", label);
        }
        return outcome.map(changed -> addresses.find(customer, label).orElseThrow());
    }

    /** The event hangs on the deletion that happened: a repeat publishes nothing. */
    @Transactional
    public Outcome<Deleted> delete(String customer, String label, long version, String request) {
        Optional<Address> address = addresses.find(customer, label);
        Outcome<Deleted> outcome = addresses.delete(customer, label, version, request);
        if (outcome instanceof Outcome.Applied) {
            addresses.publishDeleted(address.orElseThrow().id());
        }
        return outcome;
    }
}
