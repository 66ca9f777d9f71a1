/**
 * The real places that the lessons work on, and the distance between two of them.
 *
 * <p>{@link workbook.bench.places.Places} is what lessons and their steps use. The rest turns the
 * tz database's {@code zone1970.tab} into the data file that {@code Places} reads; {@link
 * workbook.bench.places.PlacesGenerator} is the command for it.
 */
package workbook.bench.places;
