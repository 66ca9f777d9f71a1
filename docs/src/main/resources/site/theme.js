// Runs before the page is painted, so that a chosen theme does not flash.
(function () {
  var root = document.documentElement;
  root.classList.add('script');
  try {
    var chosen = localStorage.getItem('workbook.theme');
    if (chosen === 'light' || chosen === 'dark') {
      root.dataset.theme = chosen;
    }
  } catch (noStorage) {
    // A browser may refuse to keep anything for pages from the file system: the system's theme it is.
  }
})();
