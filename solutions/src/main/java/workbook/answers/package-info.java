/**
 * For instructors: runs the answers of a whole class, each in a JVM that can be killed, and shows
 * who has solved what. {@code mvn test -pl solutions -Danswers=DIR}.
 */
package workbook.answers;
