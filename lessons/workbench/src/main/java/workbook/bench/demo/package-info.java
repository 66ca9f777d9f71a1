/**
 * What a lesson's {@code Demo} needs to be run and not only tested: a real server on a loopback
 * port and a channel to it.
 *
 * <p>{@link workbook.bench.demo.DemoRun} is the whole of a {@code main}; {@link
 * workbook.bench.demo.LocalServer} is the server alone.
 */
package workbook.bench.demo;
