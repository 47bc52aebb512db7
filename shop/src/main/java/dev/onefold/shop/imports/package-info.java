/**
 * How goods and customers from elsewhere get in. The way in is {@link dev.onefold.shop.imports.ImportProducts} and
 * {@link dev.onefold.shop.imports.ImportCustomers}.
 */
@NullMarked
package dev.onefold.shop.imports;

import org.jspecify.annotations.NullMarked;
