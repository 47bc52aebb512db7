package dev.onefold.shop.client;

import dev.onefold.shop.shared.ShopRejection;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Keeps handlers marked {@link ForImport} for those who may call them. */
final class RoleInterceptor implements HandlerInterceptor {

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method
                && method.hasMethodAnnotation(ForImport.class)
                && !isImport(request)) {
            throw ShopRejection.forbidden("role-not-allowed", "This operation needs a client with the role IMPORT.");
        }
        return true;
    }

    private static boolean isImport(HttpServletRequest request) {
        return request.getUserPrincipal() instanceof ShopClient client && client.role() == Role.IMPORT;
    }
}
