/**
 * Several servers on the loopback network and what can stand in front of them: a {@link
 * workbook.bench.balancing.Fleet}, a forwarder of TCP connections (L4) and a forwarder of gRPC
 * calls (L7). All of them take free ports, run on daemon threads and are closed by {@code close()}.
 */
package workbook.bench.balancing;
