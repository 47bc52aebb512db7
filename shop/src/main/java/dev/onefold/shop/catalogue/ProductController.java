package dev.onefold.shop.catalogue;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.onefold.http.EntityTag;
import dev.onefold.shop.catalogue.ProductRepository.Offer;
import dev.onefold.shop.shared.ShopRejection;
import dev.onefold.shop.stock.StockKeeping;
import dev.onefold.spring.ConditionalRequests;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Catalogue")
@RestController
@RequestMapping("/api/products")
class ProductController {

    record ProductView(String code, String description, BigDecimal unitPrice, long onHand) {}

    /** A page; {@code next} is what to pass as {@code after} for the page behind it, absent on the last. */
    record ProductPage(
            List<ProductView> products,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String next) {}

    private final ProductRepository products;
    private final StockKeeping stock;

    ProductController(ProductRepository products, StockKeeping stock) {
        this.products = products;
        this.stock = stock;
    }

    @Operation(summary = "Products in code order, a page at a time")
    @GetMapping
    ProductPage list(
            @RequestParam(defaultValue = "") @Pattern(regexp = "[^\\p{Cntrl}\\p{Cs}]{0,64}") String after,
            @RequestParam(defaultValue = "50") @Min(1) @Max(1000) int limit) {
        List<ProductView> page = withStock(products.after(after, limit));
        return new ProductPage(
                page, page.size() < limit ? null : page.get(limit - 1).code());
    }

    @Operation(summary = "One product, with a strong ETag")
    @GetMapping("/{code}")
    ResponseEntity<ProductView> get(@PathVariable String code, @Parameter(hidden = true) HttpServletRequest request) {
        Offer offer = products.offer(code).orElseThrow(() -> ShopRejection.unknown("product", code));
        Product product = offer.product();
        return ConditionalRequests.read(
                request,
                EntityTag.ofVersion(offer.version()),
                () -> new ProductView(product.code(), product.description(), product.unitPrice(), offer.onHand()));
    }

    private List<ProductView> withStock(List<Product> found) {
        Map<String, Long> onHand =
                stock.onHand(found.stream().map(Product::code).toList());
        return found.stream()
                .map(product -> new ProductView(
                        product.code(),
                        product.description(),
                        product.unitPrice(),
                        onHand.getOrDefault(product.code(), 0L)))
                .toList();
    }
}
