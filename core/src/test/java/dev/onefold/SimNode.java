package dev.onefold;

import java.util.LinkedHashSet;
import java.util.Set;

/** A process of the application: it pauses, its clock jumps, and a crash takes everything that runs in it. */
final class SimNode {

    /** Something that runs in a process and vanishes with it. */
    interface Resident {
        void crashed();
    }

    private final SimWorld world;
    private final Set<Resident> residents = new LinkedHashSet<>();
    private int life;
    private boolean up = true;
    private long pausedUntil;
    private long clockOffset;

    SimNode(SimWorld world) {
        this.world = world;
    }

    boolean up() {
        return up;
    }

    int life() {
        return life;
    }

    /** Whether the process has not ended since; one that came up again is another. */
    boolean livesStill(int since) {
        return up && life == since;
    }

    long clockOffset() {
        return clockOffset;
    }

    void enter(Resident resident) {
        residents.add(resident);
    }

    void leave(Resident resident) {
        residents.remove(resident);
    }

    /** In this life of the process only, and not while it is paused. */
    void after(long delay, Runnable action) {
        int mine = life;
        world.scheduler().after(delay, () -> resume(mine, action));
    }

    private void resume(int mine, Runnable action) {
        long now = world.scheduler().now();
        if (mine != life) {
            return;
        }
        if (now < pausedUntil) {
            world.scheduler().after(pausedUntil - now, () -> resume(mine, action));
            return;
        }
        action.run();
    }

    /** A boundary between two effects, where the process may end. True if it did. */
    boolean crashesHere() {
        if (!up || !world.rolls(world.plan().crashPermille())) {
            return !up;
        }
        world.stats().count(SimStats.What.CRASHES);
        world.note(0, () -> "a node crashes");
        life++;
        up = false;
        pausedUntil = 0;
        Set<Resident> gone = new LinkedHashSet<>(residents);
        residents.clear();
        gone.forEach(Resident::crashed);
        world.scheduler().after(world.dice().between(50, 2_000), () -> up = true);
        return true;
    }

    void pause(long length) {
        world.stats().count(SimStats.What.PAUSES);
        world.note(0, () -> "a node pauses for " + length);
        pausedUntil = world.scheduler().now() + length;
    }

    void jump(long length) {
        clockOffset += length;
    }
}
