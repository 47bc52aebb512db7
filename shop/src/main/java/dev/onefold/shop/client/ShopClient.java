package dev.onefold.shop.client;

import dev.onefold.shop.shared.ShopRejection;
import java.security.Principal;

/**
 * The program that calls. Its name outlives its key, so what is remembered under the name survives a change of keys.
 *
 * @param name the client's name, unique in the shop
 * @param tenant whose client it is
 * @param role what it may do
 */
public record ShopClient(String name, String tenant, Role role) implements Principal {

    /** The request attribute that holds the tenant. */
    public static final String TENANT_ATTRIBUTE = "shop.tenant";

    @Override
    public String getName() {
        return name;
    }

    /**
     * Whether this client may say what something cost, rather than take the catalogue's price.
     *
     * @return whether it may
     */
    public boolean maySetPrices() {
        return role == Role.IMPORT;
    }

    /**
     * Refuses whoever is not the back office.
     *
     * @throws ShopRejection {@code role-not-allowed}
     */
    public void requireBackOffice() {
        if (role != Role.IMPORT) {
            throw ShopRejection.forbidden("role-not-allowed", "This operation needs a client with the role IMPORT.");
        }
    }
}
