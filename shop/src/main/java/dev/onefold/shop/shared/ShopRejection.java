package dev.onefold.shop.shared;

import java.util.Map;
import java.util.TreeMap;
import org.springframework.http.HttpStatus;

/**
 * A business "no": thrown by a service, it rolls the transaction back and becomes a problem document. It carries no stack
 * trace, since it is an answer and not a fault.
 */
public final class ShopRejection extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String slug;
    private final HttpStatus status;
    private final String detail;
    private final transient Map<String, Object> properties;

    /**
     * A rejection.
     *
     * @param status the HTTP status it is answered with
     * @param slug the stable last part of the problem's type, such as {@code insufficient-stock}
     * @param detail what is wrong, for a person to read
     * @param properties further members of the problem document, for a program to read
     */
    public ShopRejection(HttpStatus status, String slug, String detail, Map<String, ?> properties) {
        super(detail, null, false, false);
        this.slug = slug;
        this.status = status;
        this.detail = detail;
        this.properties = new TreeMap<>(properties);
    }

    /**
     * The named thing does not exist: 404, {@code unknown-<thing>}.
     *
     * @param thing what kind of thing, such as {@code product}
     * @param name which one
     * @return the rejection
     */
    public static ShopRejection unknown(String thing, Object name) {
        return new ShopRejection(
                HttpStatus.NOT_FOUND,
                "unknown-" + thing,
                "There is no " + thing + " " + name + ".",
                Map.of(thing, name.toString()));
    }

    /**
     * The request is against the state of things: 409.
     *
     * @param slug the stable last part of the problem's type
     * @param detail what is wrong
     * @param properties further members of the problem document
     * @return the rejection
     */
    public static ShopRejection conflict(String slug, String detail, Map<String, ?> properties) {
        return new ShopRejection(HttpStatus.CONFLICT, slug, detail, properties);
    }

    /**
     * The caller may not do this: 403.
     *
     * @param slug the stable last part of the problem's type
     * @param detail what is wrong
     * @return the rejection
     */
    public static ShopRejection forbidden(String slug, String detail) {
        return new ShopRejection(HttpStatus.FORBIDDEN, slug, detail, Map.of());
    }

    /**
     * The request contradicts itself in a way no single field shows: 400, {@code invalid-request}.
     *
     * @param detail what is wrong
     * @return the rejection
     */
    public static ShopRejection invalid(String detail) {
        return new ShopRejection(HttpStatus.BAD_REQUEST, "invalid-request", detail, Map.of());
    }

    /**
     * The stable last part of the problem's type.
     *
     * @return the slug
     */
    public String slug() {
        return slug;
    }

    /**
     * The HTTP status.
     *
     * @return the status
     */
    public HttpStatus status() {
        return status;
    }

    /**
     * What is wrong, for a person to read.
     *
     * @return the detail
     */
    public String detail() {
        return detail;
    }

    /**
     * Further members of the problem document, in the order of their names so that equal rejections are equal bytes.
     *
     * @return the members
     */
    public Map<String, Object> properties() {
        return properties;
    }
}
