// Runs before the page is painted, so that a chosen theme does not flash.
(function () {
  'use strict';
  const root = document.documentElement;
  const dark = matchMedia('(prefers-color-scheme: dark)');
  root.classList.add('script');
  try {
    const chosen = localStorage.getItem('workbook.theme');
    if (chosen === 'light' || chosen === 'dark') {
      root.dataset.theme = chosen;
    }
  } catch (refused) {
    // A browser may keep nothing for pages from the file system: the system's theme it is.
  }
  function now() {
    root.dataset.now = root.dataset.theme || (dark.matches ? 'dark' : 'light');
  }
  dark.addEventListener('change', now);
  now();
})();
