package dev.onefold.prover.load;

/**
 * How hard the shop is pressed.
 *
 * @param seed decides copies, nodes, delays, thrown-away replies and kills
 * @param copies each request is sent in 1 to this many copies
 * @param clients how many send at once
 * @param kills how many times a shop process is killed
 * @param shortStock whether less stock is laid in than will be asked for
 */
public record LoadOptions(long seed, int copies, int clients, int kills, boolean shortStock) {}
