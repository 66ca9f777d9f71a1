package workbook.clientstream; class T { }
