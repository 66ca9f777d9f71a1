/**
 * Watch mode: save a file, see the verdict. {@code mvn test -Pwatch -pl lessons/NN-name}; without
 * {@code -pl}, the first lesson that is not solved.
 */
package workbook.watch;
