// What pages do beyond being read. A classic script: a page from the file system may load no module.
(function () {
  'use strict';
  const root = document.documentElement;
  const { up, page } = document.body.dataset;
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const one = (selector, within = document) => within.querySelector(selector);

  function make(name, attributes, ...content) {
    const element = document.createElement(name);
    Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
    element.append(...content);
    return element;
  }

  /** Tells those who listen to the page what the others see. */
  function say(text) {
    one('#said').textContent = text;
  }

  // A browser may refuse to keep anything; then the page works without a memory.
  const memory = {
    get(key) {
      try {
        return localStorage.getItem('workbook.' + key);
      } catch (refused) {
        return null;
      }
    },
    set(key, value) {
      try {
        if (value === null) {
          localStorage.removeItem('workbook.' + key);
        } else {
          localStorage.setItem('workbook.' + key, value);
        }
      } catch (refused) {
        // nothing to keep it in
      }
    },
    /** How many keys begin like this. */
    count(beginning) {
      try {
        return Object.keys(localStorage).filter((key) => key.startsWith('workbook.' + beginning)).length;
      } catch (refused) {
        return 0;
      }
    },
  };

  function theme() {
    const button = one('.theme');
    const dark = matchMedia('(prefers-color-scheme: dark)');
    function name() {
      const other = root.dataset.now === 'dark' ? 'light' : 'dark';
      button.setAttribute('aria-label', 'Use the ' + other + ' theme');
      button.title = button.getAttribute('aria-label');
    }
    button.addEventListener('click', () => {
      // Not by data-now: when the system's theme changes, the page looks new before its event has come.
      const now = root.dataset.theme || (dark.matches ? 'dark' : 'light');
      root.dataset.theme = root.dataset.now = now === 'dark' ? 'light' : 'dark';
      memory.set('theme', root.dataset.theme);
      name();
    });
    new MutationObserver(name).observe(root, { attributeFilter: ['data-now'] });
    name();
  }

  /** The side bar on a narrow screen. */
  function menu() {
    const button = one('.menu');
    const book = one('#book');
    function set(open) {
      book.classList.toggle('open', open);
      button.setAttribute('aria-expanded', String(open));
    }
    button.addEventListener('click', () => {
      set(!book.classList.contains('open'));
      scrollTo(0, 0);
    });
    book.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') {
        set(false);
        button.focus();
      }
    });
    book.addEventListener('click', (event) => {
      if (event.target.closest('a')) {
        set(false);
      }
    });
  }

  function copyButtons() {
    all('.listingblock').forEach((block) => {
      const button = make('button', { type: 'button', class: 'copy' }, 'Copy');
      button.addEventListener('click', async () => {
        const text = one('pre', block).textContent.replace(/[ \t]+$/gm, '').trimEnd() + '\n';
        if (await copy(text)) {
          button.textContent = 'Copied';
          say('Copied');
          setTimeout(() => { button.textContent = 'Copy'; }, 1500);
        }
      });
      one('.head', block).append(button);
    });
  }

  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch (refused) {
      // Not every browser gives pages from the file system a clipboard of the new kind.
      const before = document.activeElement;
      const area = make('textarea', { class: 'unseen' });
      area.value = text;
      document.body.append(area);
      area.select();
      const done = document.execCommand('copy');
      area.remove();
      before.focus();
      return done;
    }
  }

  /** Marks for pages that were worked through, and for steps that were solved. */
  function progress() {
    function show() {
      all('#book a[data-page]').forEach((link) => {
        const { page: address, steps } = link.dataset;
        const solved = memory.count('step.' + address + '#');
        link.classList.toggle('read', memory.get('read.' + address) !== null);
        if (steps && solved) {
          link.dataset.progress = solved + '/' + steps;
        } else {
          delete link.dataset.progress;
        }
      });
    }
    function keep(box, key) {
      box.checked = memory.get(key) !== null;
      box.addEventListener('change', () => {
        memory.set(key, box.checked ? 'yes' : null);
        show();
      });
    }
    keep(one('.done input'), 'read.' + page);
    all('h3').filter((heading) => /-step-\d+$/.test(heading.id)).forEach((heading) => {
      const box = make('input', { type: 'checkbox' });
      keep(box, 'step.' + page + '#' + heading.id);
      heading.after(make('label', { class: 'solved' }, box, 'Solved'));
    });
    addEventListener('storage', show);
    show();
  }

  /** Hints unfold one by one: the next one shows when the one before it was opened. */
  function hints() {
    all('.solved').forEach((solved) => {
      const hints = all('details', solved.parentNode)
        .filter((details) => one('summary', details).textContent.startsWith('Hint'));
      hints.forEach((hint, i) => {
        hint.hidden = i > 0;
        hint.addEventListener('toggle', () => {
          if (hint.open && hints[i + 1]) {
            hints[i + 1].hidden = false;
          }
        });
      });
    });
  }

  /** Whoever comes by a link to something folded sees it open. */
  function unfold() {
    function show() {
      const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
      const folded = target && target.closest('details');
      if (folded) {
        folded.hidden = false;
        folded.open = true;
        target.scrollIntoView();
      }
    }
    addEventListener('hashchange', show);
    show();
  }

  /** The contents of the page follow the reading: beside the text, or in a line above it. */
  function follow() {
    const line = one('.narrow');
    const links = new Map(all('.wide-only a').map((link) => [link.hash.slice(1), link]));
    const headings = all('article :is(h2, h3)[id]').filter((heading) => links.has(heading.id));
    let waiting = false;
    let marked = null;
    function mark() {
      waiting = false;
      // The last sections cannot be scrolled to the top: near the end, being in sight is enough.
      const left = root.scrollHeight - innerHeight - scrollY;
      const reached = Math.max(140, innerHeight - left);
      const passed = headings.filter((heading) => heading.getBoundingClientRect().top < reached);
      const link = passed.length ? links.get(passed[passed.length - 1].id) : null;
      if (link !== marked) {
        marked?.removeAttribute('aria-current');
        link?.setAttribute('aria-current', 'true');
        one('.now', line).textContent = link ? link.textContent : '';
        marked = link;
        keepInSight(link);
      }
    }
    function keepInSight(link) {
      const box = one('.wide-only');
      if (link && (link.offsetTop < box.scrollTop + 60 || link.offsetTop > box.scrollTop + box.clientHeight - 90)) {
        box.scrollTop = link.offsetTop - box.clientHeight / 3;
      }
    }
    addEventListener('scroll', () => {
      if (!waiting) {
        waiting = true;
        requestAnimationFrame(mark);
      }
    }, { passive: true });
    line.addEventListener('click', (event) => {
      if (event.target.closest('a')) {
        line.open = false;
      }
    });
    line.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') {
        line.open = false;
        one('summary', line).focus();
      }
    });
    mark();
    const here = one('#book [aria-current="page"]');
    one('#book').scrollTop = here.offsetTop - 200 > 0 ? here.offsetTop - 200 : 0;
  }

  /** Search; library and index are loaded when the first word is written. */
  function search() {
    const query = one('#query');
    const hits = one('#hits');
    let index = null;
    let loading = null;
    let chosen = -1;

    function load(name) {
      return new Promise((resolve, reject) => {
        const script = make('script', { src: up + name });
        script.onload = resolve;
        script.onerror = reject;
        document.head.append(script);
      });
    }
    async function prepare() {
      await Promise.all([load('lunr.js'), load('search-index.js')]);
      index = lunr((builder) => {
        builder.ref('i');
        builder.field('t', { boost: 8 });
        builder.field('p', { boost: 3 });
        builder.field('x');
        builder.metadataWhitelist = ['position'];
        searchEntries.forEach((entry, i) => builder.add({ i, ...entry }));
      });
    }

    /** All words must be there, the last one may be unfinished; else any of them. */
    function find(text) {
      const words = lunr.tokenizer(text.replace(/[^\p{L}\p{N}_]+/gu, ' '));
      function ask(presence) {
        return index.query((asked) => {
          words.forEach((word) => {
            asked.term(word, { boost: 10, presence });
            asked.term(word, { usePipeline: false, wildcard: lunr.Query.wildcard.TRAILING });
          });
        });
      }
      const found = words.length ? ask(lunr.Query.presence.REQUIRED) : [];
      return (found.length || !words.length ? found : ask(lunr.Query.presence.OPTIONAL)).slice(0, 12);
    }

    /** Text with the places that were found in it marked. */
    function marked(text, places, from, until) {
      const parts = [];
      let at = from;
      places.forEach(([start, length]) => {
        if (start >= at && start + length <= until) {
          const found = text.substr(start, length).replace(/[^\p{L}\p{N}]+$/u, '');
          parts.push(text.slice(at, start), make('mark', {}, found));
          at = start + found.length;
        }
      });
      return [...parts, text.slice(at, until)];
    }
    function places(hit, field) {
      return Object.values(hit.matchData.metadata)
        .flatMap((fields) => fields[field]?.position ?? [])
        .sort((a, b) => a[0] - b[0]);
    }
    function excerpt(text, found) {
      const near = Math.max(0, (found[0]?.[0] ?? 0) - 60);
      const from = near === 0 ? 0 : text.indexOf(' ', near) + 1;
      const until = text.length > from + 190 ? text.lastIndexOf(' ', from + 190) : text.length;
      return [from > 0 ? '… ' : '', ...marked(text, found, from, until), until < text.length ? ' …' : ''];
    }
    function option(hit, i) {
      const { a, p, t, x } = searchEntries[hit.ref];
      const link = make('a', { role: 'option', id: 'hit-' + i, 'aria-selected': 'false', tabindex: '-1', href: up + a });
      link.append(make('b', {}, ...marked(t, places(hit, 't'), 0, t.length)));
      if (t !== p) {
        link.append(make('small', {}, p));
      }
      link.append(...excerpt(x, places(hit, 'x')));
      return link;
    }

    function open(...content) {
      const options = content.some((element) => element.tagName === 'A');
      hits.replaceChildren(...content);
      hits.toggleAttribute('hidden', false);
      if (options) {
        hits.setAttribute('role', 'listbox');
        hits.setAttribute('aria-label', 'What was found');
      } else {
        hits.removeAttribute('role');
        hits.removeAttribute('aria-label');
      }
      query.setAttribute('aria-expanded', String(options));
      query.removeAttribute('aria-activedescendant');
      chosen = -1;
    }
    function close() {
      hits.hidden = true;
      query.setAttribute('aria-expanded', 'false');
      query.removeAttribute('aria-activedescendant');
    }
    async function show() {
      const text = query.value.trim();
      if (!text) {
        close();
        return;
      }
      try {
        loading = loading || prepare();
        await loading;
      } catch (failed) {
        open(make('p', {}, 'The search index could not be loaded.'));
        return;
      }
      if (query.value.trim() === text) {
        const found = find(text);
        open(...(found.length ? found.map(option) : [make('p', {}, 'Nothing found for “' + text + '”.')]));
        say(found.length + (found.length === 1 ? ' place found' : ' places found'));
      }
    }
    function choose(next) {
      const options = all('a', hits);
      if (options.length && !hits.hidden) {
        chosen = (next + options.length) % options.length;
        options.forEach((option, i) => option.setAttribute('aria-selected', String(i === chosen)));
        query.setAttribute('aria-activedescendant', options[chosen].id);
        options[chosen].scrollIntoView({ block: 'nearest' });
      }
    }

    query.addEventListener('input', show);
    query.addEventListener('focus', show);
    query.addEventListener('keydown', (event) => {
      if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        choose(event.key === 'ArrowDown' ? chosen + 1 : Math.max(chosen, 0) - 1);
        event.preventDefault();
      } else if (event.key === 'Escape') {
        close();
      }
    });
    one('.search').addEventListener('submit', (event) => {
      event.preventDefault();
      all('a', hits)[Math.max(chosen, 0)]?.click();
    });
    document.addEventListener('click', (event) => {
      if (!event.target.closest('.search') || event.target.closest('#hits a')) {
        close();
      }
    });
    document.addEventListener('keydown', (event) => {
      const typing = event.target.closest('input, textarea, select');
      if (event.key === '/' && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
        query.focus();
        event.preventDefault();
      }
    });
  }

  [theme, menu, copyButtons, progress, hints, unfold, follow, search].forEach((part) => part());
})();
