(function () {
  'use strict';
  var up = document.body.dataset.up;
  var page = document.body.dataset.page;
  var root = document.documentElement;

  function each(selector, action, within) {
    Array.prototype.forEach.call((within || document).querySelectorAll(selector), action);
  }
  function say(text) {
    document.getElementById('said').textContent = text;
  }

  // A browser may refuse to keep anything; then the page works without a memory.
  var memory = {
    get: function (key) {
      try { return localStorage.getItem('workbook.' + key); } catch (refused) { return null; }
    },
    set: function (key, value) {
      try {
        if (value === null) {
          localStorage.removeItem('workbook.' + key);
        } else {
          localStorage.setItem('workbook.' + key, value);
        }
      } catch (refused) { /* nothing to keep it in */ }
    }
  };

  // Theme: the system's, until the reader chooses.
  var themeButton = document.querySelector('.theme');
  var dark = matchMedia('(prefers-color-scheme: dark)');
  function theme() {
    return root.dataset.theme || (dark.matches ? 'dark' : 'light');
  }
  function nameThemeButton() {
    themeButton.textContent = theme() === 'dark' ? 'Light' : 'Dark';
    themeButton.setAttribute('aria-label', 'Use the ' + themeButton.textContent.toLowerCase() + ' theme');
  }
  themeButton.addEventListener('click', function () {
    root.dataset.theme = theme() === 'dark' ? 'light' : 'dark';
    memory.set('theme', root.dataset.theme);
    nameThemeButton();
  });
  dark.addEventListener('change', nameThemeButton);
  nameThemeButton();

  // The side bar on a narrow screen.
  var menu = document.querySelector('.menu');
  menu.addEventListener('click', function () {
    var open = document.getElementById('book').classList.toggle('open');
    menu.setAttribute('aria-expanded', String(open));
  });

  // Copy: the code without callouts and prompts.
  each('.listingblock pre', function (pre) {
    var button = document.createElement('button');
    button.type = 'button';
    button.className = 'copy';
    button.textContent = 'Copy';
    button.addEventListener('click', function () {
      var code = pre.cloneNode(true);
      each('.conum', function (number) { number.remove(); }, code);
      var text = code.textContent.replace(/[ \t]+$/gm, '').replace(/\s+$/, '') + '\n';
      function done() {
        button.textContent = 'Copied';
        say('Copied');
        setTimeout(function () { button.textContent = 'Copy'; }, 1500);
      }
      if (navigator.clipboard && window.isSecureContext) {
        navigator.clipboard.writeText(text).then(done, function () { copyBySelection(text, done); });
      } else {
        copyBySelection(text, done);
      }
    });
    pre.parentNode.appendChild(button);
  });
  // Pages from the file system have no clipboard of the new kind in every browser.
  function copyBySelection(text, done) {
    var area = document.createElement('textarea');
    area.value = text;
    area.setAttribute('aria-hidden', 'true');
    area.style.position = 'fixed';
    area.style.opacity = '0';
    document.body.appendChild(area);
    area.select();
    if (document.execCommand('copy')) {
      done();
    }
    area.remove();
  }

  // Progress: whole pages in the side bar, single steps in a lesson.
  function markPages() {
    each('#book a[data-page]', function (link) {
      var read = memory.get('read.' + link.dataset.page) !== null;
      link.classList.toggle('read', read);
    });
  }
  var read = document.querySelector('.done input');
  read.checked = memory.get('read.' + page) !== null;
  read.addEventListener('change', function () {
    memory.set('read.' + page, read.checked ? new Date().toISOString().slice(0, 10) : null);
    markPages();
  });
  markPages();
  each('h3[id*="-step-"]', function (heading) {
    var key = 'step.' + page + '#' + heading.id;
    var label = document.createElement('label');
    label.className = 'step-done';
    var box = document.createElement('input');
    box.type = 'checkbox';
    box.checked = memory.get(key) !== null;
    box.addEventListener('change', function () { memory.set(key, box.checked ? 'done' : null); });
    label.appendChild(box);
    label.appendChild(document.createTextNode(' solved'));
    heading.insertAdjacentElement('afterend', label);
  });

  // Hints unfold one by one: the next shows only when the one before it was opened.
  each('h3[id*="-step-"]', function (heading) {
    var hints = Array.prototype.filter.call(heading.parentNode.querySelectorAll('details'), function (details) {
      return /^Hint/.test(details.querySelector('summary').textContent);
    });
    hints.forEach(function (hint, i) {
      hint.hidden = i > 0;
      hint.addEventListener('toggle', function () {
        if (hint.open && hints[i + 1]) {
          hints[i + 1].hidden = false;
        }
      });
    });
  });

  // Whoever comes by a link to something folded sees it open.
  function unfold() {
    var id = decodeURIComponent(location.hash.slice(1));
    var target = id && document.getElementById(id);
    for (var node = target; node; node = node.parentElement) {
      if (node.tagName === 'DETAILS') {
        node.hidden = false;
        node.open = true;
      }
    }
    if (target) {
      target.scrollIntoView();
    }
  }
  addEventListener('hashchange', unfold);
  if (location.hash) {
    unfold();
  }

  // The contents of this page follow the reading.
  var links = {};
  each('.page > .on-this-page a', function (link) { links[link.hash.slice(1)] = link; });
  var headings = Array.prototype.filter.call(
    document.querySelectorAll('article h2[id], article h3[id]'), function (h) { return links[h.id]; });
  var waiting = false;
  function follow() {
    waiting = false;
    var current = null;
    headings.forEach(function (heading) {
      if (heading.getBoundingClientRect().top < 120) {
        current = heading;
      }
    });
    for (var id in links) {
      if (current && id === current.id) {
        if (links[id].getAttribute('aria-current') !== 'true') {
          links[id].setAttribute('aria-current', 'true');
          links[id].scrollIntoView({ block: 'nearest', behavior: 'instant' });
        }
      } else {
        links[id].removeAttribute('aria-current');
      }
    }
  }
  addEventListener('scroll', function () {
    if (!waiting) {
      waiting = true;
      requestAnimationFrame(follow);
    }
  }, { passive: true });
  follow();

  // Search: library and index are loaded with the first key, as classic scripts, which work from the file system.
  var query = document.getElementById('query');
  var hits = document.getElementById('hits');
  var index = null;
  var chosen = -1;
  function load(name) {
    return new Promise(function (resolve, reject) {
      var script = document.createElement('script');
      script.src = up + name;
      script.onload = resolve;
      script.onerror = reject;
      document.head.appendChild(script);
    });
  }
  var loading = null;
  function ready() {
    loading = loading || load('lunr.js').then(function () { return load('search-index.js'); }).then(function () {
      index = lunr(function () {
        var builder = this;
        builder.ref('i');
        builder.field('t', { boost: 8 });
        builder.field('p', { boost: 3 });
        builder.field('x');
        builder.metadataWhitelist = ['position'];
        searchEntries.forEach(function (entry, i) {
          builder.add({ i: i, t: entry.t, p: entry.p, x: entry.x });
        });
      });
    });
    return loading;
  }
  function escape(text) {
    return text.replace(/[&<>"]/g, function (c) {
      return { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }[c];
    });
  }
  // The text around the first place that was found, with all found places marked.
  function excerpt(entry, data) {
    var places = [];
    for (var term in data) {
      if (data[term].x) {
        places = places.concat(data[term].x.position);
      }
    }
    places.sort(function (a, b) { return a[0] - b[0]; });
    var from = places.length ? Math.max(0, places[0][0] - 60) : 0;
    var until = Math.min(entry.x.length, from + 180);
    var html = from > 0 ? '… ' : '';
    var at = from;
    places.forEach(function (place) {
      if (place[0] >= at && place[0] + place[1] <= until) {
        html += escape(entry.x.slice(at, place[0])) + '<mark>' + escape(entry.x.substr(place[0], place[1])) + '</mark>';
        at = place[0] + place[1];
      }
    });
    return html + escape(entry.x.slice(at, until)) + (until < entry.x.length ? ' …' : '');
  }
  function find(text) {
    var words = text.toLowerCase().split(/[^\p{L}\p{N}_]+/u).filter(Boolean);
    if (!words.length) {
      return [];
    }
    function ask(presence) {
      return index.query(function (q) {
        words.forEach(function (word) {
          q.term(lunr.tokenizer(word), { boost: 10, presence: presence });
          q.term(lunr.tokenizer(word), { wildcard: lunr.Query.wildcard.TRAILING, usePipeline: false, presence: lunr.Query.presence.OPTIONAL });
        });
      });
    }
    var found = ask(lunr.Query.presence.REQUIRED);
    return (found.length ? found : ask(lunr.Query.presence.OPTIONAL)).slice(0, 12);
  }
  function show() {
    var text = query.value.trim();
    if (!text) {
      close();
      return;
    }
    ready().then(function () {
      if (query.value.trim() !== text) {
        return;
      }
      var found = find(text);
      hits.innerHTML = found.map(function (hit, i) {
        var entry = searchEntries[hit.ref];
        var where = entry.t === entry.p ? '' : '<small>' + escape(entry.p) + '</small>';
        return '<a role="option" id="hit-' + i + '" aria-selected="false" tabindex="-1" href="' + up + escape(entry.a) + '"><b>' +
          escape(entry.t) + '</b>' + where + excerpt(entry, hit.matchData.metadata) + '</a>';
      }).join('') || '<p>Nothing found for “' + escape(text) + '”.</p>';
      hits.hidden = false;
      query.setAttribute('aria-expanded', 'true');
      chosen = -1;
      say(found.length + (found.length === 1 ? ' place' : ' places') + ' found');
    }, function () {
      hits.innerHTML = '<p>The search index could not be loaded.</p>';
      hits.hidden = false;
    });
  }
  function close() {
    hits.hidden = true;
    query.setAttribute('aria-expanded', 'false');
    query.removeAttribute('aria-activedescendant');
    chosen = -1;
  }
  function choose(next) {
    var options = hits.querySelectorAll('a');
    if (!options.length) {
      return;
    }
    chosen = (next + options.length) % options.length;
    Array.prototype.forEach.call(options, function (option, i) {
      option.setAttribute('aria-selected', String(i === chosen));
    });
    query.setAttribute('aria-activedescendant', 'hit-' + chosen);
    options[chosen].scrollIntoView({ block: 'nearest', behavior: 'instant' });
  }
  query.addEventListener('input', show);
  query.addEventListener('focus', show);
  query.addEventListener('keydown', function (event) {
    if (event.key === 'ArrowDown') {
      choose(chosen + 1);
      event.preventDefault();
    } else if (event.key === 'ArrowUp') {
      choose(chosen - 1);
      event.preventDefault();
    } else if (event.key === 'Escape') {
      close();
    }
  });
  document.querySelector('.search').addEventListener('submit', function (event) {
    event.preventDefault();
    var options = hits.querySelectorAll('a');
    var option = options[Math.max(0, chosen)];
    if (option) {
      location.href = option.href;
      close();
    }
  });
  document.addEventListener('click', function (event) {
    if (!event.target.closest('.search') || event.target.closest('#hits a')) {
      close();
    }
  });
  document.addEventListener('keydown', function (event) {
    var typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
    if (event.key === '/' && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      query.focus();
      event.preventDefault();
    }
  });
})();
