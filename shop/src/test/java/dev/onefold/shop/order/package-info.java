/** What stands in for a repository when a technique is taken out; see {@link dev.onefold.shop.WithoutTechniqueTest}. */
@NullMarked
package dev.onefold.shop.order;

import org.jspecify.annotations.NullMarked;
