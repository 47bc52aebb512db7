package dev.onefold.architecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;

/** What ships: classes of the modules on the class path, none of their tests, of these rules or of what JMH generates. */
public final class Production implements ImportOption {

    private static final ImportOption NO_TESTS = new ImportOption.DoNotIncludeTests();

    @Override
    public boolean includes(Location location) {
        return NO_TESTS.includes(location)
                && !location.contains("/dev/onefold/architecture/")
                && !location.contains("/jmh_generated/");
    }
}
