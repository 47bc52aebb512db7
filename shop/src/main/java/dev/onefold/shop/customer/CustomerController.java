package dev.onefold.shop.customer;

import dev.onefold.shop.shared.PlainText;
import dev.onefold.shop.shared.ShopRejection;
import dev.onefold.spring.Idempotent;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Customers")
@RestController
@RequestMapping("/api/customers")
class CustomerController {

    record CustomerRequest(
            @NotNull @PlainText String number,
            @NotNull @PlainText String country) {}

    private final RegisterCustomers registerCustomers;
    private final CustomerRepository customers;

    CustomerController(RegisterCustomers registerCustomers, CustomerRepository customers) {
        this.registerCustomers = registerCustomers;
        this.customers = customers;
    }

    @Operation(summary = "Register a customer, with an empty wallet")
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Idempotent
    CustomerView register(@Valid @RequestBody CustomerRequest body) {
        registerCustomers.register(List.of(new NewCustomer(body.number(), body.country(), 0)));
        return new CustomerView(body.number(), body.country());
    }

    @Operation(summary = "One customer")
    @GetMapping("/{number}")
    CustomerView get(@PathVariable String number) {
        return customers.find(number).orElseThrow(() -> ShopRejection.unknown("customer", number));
    }
}
