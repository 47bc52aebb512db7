package dev.onefold.shop.client;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Keeps handlers marked {@link ForImport} for those who may call them. */
final class RoleInterceptor implements HandlerInterceptor {

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method && method.hasMethodAnnotation(ForImport.class)) {
            // whoever came past the filters is one
            ((ShopClient) request.getUserPrincipal()).requireBackOffice();
        }
        return true;
    }
}
