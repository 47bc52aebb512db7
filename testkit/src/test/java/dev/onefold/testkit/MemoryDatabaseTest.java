package dev.onefold.testkit;

class MemoryDatabaseTest extends MemoryDatabaseContract {

    MemoryDatabaseTest() {
        super(new MemoryDatabase());
    }
}
