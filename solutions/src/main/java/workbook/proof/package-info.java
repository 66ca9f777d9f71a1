/**
 * What the proof and the instructors' run stand on: where the lessons and their answers lie, and
 * workers to run them.
 */
package workbook.proof;
