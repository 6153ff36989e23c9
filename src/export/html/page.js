'use strict';
// Runs before the page is shown, so that neither language nor layout flickers; the page is whole without it.
(() => {
  const root = document.documentElement;
  const languages = { en: 'ltr', ar: 'rtl' };

  // A store may be forbidden, in a private window or a page opened from a file.
  const remembered = () => {
    try { return localStorage.getItem('language'); } catch { return null; }
  };
  const remember = (language) => {
    try { localStorage.setItem('language', language); } catch { /* Not remembered, then. */ }
  };

  const show = (language) => {
    root.lang = language;
    root.dir = languages[language];
  };

  root.classList.add('js');
  const asked = new URLSearchParams(location.search).get('lang');
  const first = [asked, remembered()].find((language) => language in languages);
  if (first) show(first);

  /** Attributes that are read out or shown: in the language of the page. */
  const label = () => {
    for (const element of document.querySelectorAll('[data-en]')) {
      const text = element.dataset[root.lang];
      element.setAttribute('aria-label', text);
      if (element instanceof HTMLInputElement) element.placeholder = text;
    }
    for (const button of document.querySelectorAll('[data-language]')) {
      button.setAttribute('aria-pressed', String(button.dataset.language === root.lang));
    }
    const words = document.getElementById('search').dataset;
    for (const button of document.querySelectorAll('.copy')) {
      button.textContent = words[root.lang === 'ar' ? 'copyAr' : 'copyEn'];
    }
  };

  const start = () => {
    const one = (id) => document.getElementById(id);
    const [menu, pages, find, search, query, hits, nothing] =
      ['menu', 'pages', 'find', 'search', 'query', 'hits', 'nothing'].map(one);
    const narrow = matchMedia('(max-width: 56rem)');

    // Language. What is being read stays where it is.
    const sections = [...document.querySelectorAll('.overview, .entry')];
    const current = () => sections.find((section) => section.getBoundingClientRect().bottom > 120) ?? sections[0];
    for (const button of document.querySelectorAll('[data-language]')) {
      button.addEventListener('click', () => {
        const section = current();
        const top = section.getBoundingClientRect().top;
        show(button.dataset.language);
        remember(root.lang);
        label();
        scrollBy({ top: section.getBoundingClientRect().top - top, behavior: 'instant' });
      });
    }

    // The list of pages: a drawer where there is little room.
    const drawer = (open) => {
      root.classList.toggle('open', open);
      menu.setAttribute('aria-expanded', String(open));
      document.querySelector('main').inert = open;
      if (open) (pages.querySelector('[aria-current]') ?? pages.querySelector('a')).focus();
    };
    menu.addEventListener('click', () => drawer(!root.classList.contains('open')));
    pages.addEventListener('click', (event) => {
      if (event.target.closest('a') && root.classList.contains('open')) drawer(false);
    });
    document.addEventListener('click', (event) => {
      if (root.classList.contains('open') && !event.target.closest('#pages, .bar')) drawer(false);
    });
    narrow.addEventListener('change', () => drawer(false));

    // The page that is being read is marked in the list.
    const links = new Map([...pages.querySelectorAll('a')].map((link) => [link.hash.slice(1), link]));
    let marked = null;
    const mark = () => {
      const link = links.get(current().id || 'main');
      if (!link || link === marked) return;
      marked?.removeAttribute('aria-current');
      marked?.closest('details')?.toggleAttribute('open', marked.closest('details') === link.closest('details'));
      link.setAttribute('aria-current', 'true');
      link.closest('details')?.setAttribute('open', '');
      const list = pages.getBoundingClientRect(), box = link.getBoundingClientRect();
      if (box.top < list.top + 40 || box.bottom > list.bottom - 40) pages.scrollTop += box.top - list.top - list.height / 3;
      marked = link;
    };
    let waiting = false;
    addEventListener('scroll', () => {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(() => { waiting = false; mark(); });
    }, { passive: true });

    // Copying.
    for (const code of document.querySelectorAll('.code')) {
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'copy';
      button.addEventListener('click', async () => {
        const text = code.querySelector('pre').textContent;
        try {
          await navigator.clipboard.writeText(text);
        } catch {
          getSelection().selectAllChildren(code.querySelector('pre'));
          document.execCommand('copy');
          getSelection().removeAllRanges();
        }
        button.textContent = search.dataset[root.lang === 'ar' ? 'copiedAr' : 'copiedEn'];
        setTimeout(label, 1500);
      });
      code.append(button);
    }

    // Search. Arabic is compared without marks, and letters that are written in several ways count as one.
    const fold = (text) => text.normalize('NFKD').toLowerCase()
      .replace(/[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640]/g, '')
      .replace(/[أإآٱ]/g, 'ا').replace(/ى/g, 'ي').replace(/ة/g, 'ه').replace(/ؤ/g, 'و').replace(/ئ/g, 'ي');
    const split = (text) => fold(text.replace(/([a-z0-9])([A-Z])/g, '$1 $2')).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
    const textOf = (section, selector) => [...section.querySelectorAll(selector)].map((found) => found.textContent).join(' ');
    let index = null;
    const read = (section) => {
      const name = section.querySelector('.path code, h3 code')?.textContent ?? section.querySelector('h3').textContent;
      const heading = textOf(section, 'h3'), lead = textOf(section, '.lead');
      const kind = [section.dataset.kind, textOf(section, '.path > .badge'), section.parentElement.querySelector('h2').textContent].join(' ');
      const names = textOf(section, '.args .name > code');
      const words = (text) => [...new Set([...split(text), ...fold(text).split(/\s+/)])];
      return {
        section, name, whole: fold(`${section.querySelector('.badge')?.textContent ?? ''} ${name}`),
        fields: [[words(heading), 9], [words(name), 8], [words(lead), 3], [words(names), 4], [words(kind), 2], [words(textOf(section, '.args p, .text > p, .prose')), 1]],
      };
    };
    const weigh = (item, token) => {
      const stems = token.startsWith('ال') && token.length > 4 ? [token, token.slice(2)] : [token];
      let best = 0;
      for (const [words, weight] of item.fields) {
        for (const word of words) {
          for (const stem of stems) {
            if (weight <= best) break;
            if (word === stem) best = Math.max(best, weight);
            else if (word.startsWith(stem)) best = Math.max(best, weight * 0.7);
            else if (stem.length > 2 && word.includes(stem)) best = Math.max(best, weight * 0.4);
          }
        }
      }
      return best;
    };
    const ranked = (text) => {
      const tokens = split(text), whole = fold(text.trim());
      if (!tokens.length) return [];
      index ??= sections.filter((section) => section.id).map(read);
      const scored = index.map((item) => {
        let score = 0;
        for (const token of tokens) {
          const weight = weigh(item, token);
          if (!weight) return [0, item];
          score += weight;
        }
        if (item.section.hasAttribute('data-twin')) score /= 2;
        if (item.whole.includes(whole)) score += 6;
        if (item.whole === whole || fold(item.name) === whole) score += 20;
        return [score, item];
      });
      return scored.filter(([score]) => score > 0).sort((a, b) => b[0] - a[0]).slice(0, 24).map(([, item]) => item);
    };
    const inLanguage = (element) => (element?.querySelector(`.${root.lang}`) ?? element)?.textContent ?? '';
    const part = (kind, text) => Object.assign(document.createElement('span'), { className: kind, textContent: text });
    let chosen = -1;
    const choose = (at) => {
      const items = [...hits.children];
      chosen = items.length ? (at + items.length) % items.length : -1;
      items.forEach((item, position) => item.setAttribute('aria-selected', String(position === chosen)));
      items[chosen]?.scrollIntoView({ block: 'nearest' });
      if (items[chosen]) query.setAttribute('aria-activedescendant', items[chosen].id);
      else query.removeAttribute('aria-activedescendant');
    };
    const go = (item) => {
      if (!item) return;
      search.close();
      location.hash = item.dataset.to;
      const heading = one(item.dataset.to)?.querySelector('h3 a');
      heading?.focus({ preventScroll: true });
    };
    const update = () => {
      const found = ranked(query.value);
      hits.replaceChildren(...found.map(({ section, name }, position) => {
        const item = document.createElement('li');
        const badge = section.querySelector('.badge')?.cloneNode(true) ?? part('badge error', 'ERROR');
        const where = part('where', name);
        where.dir = 'ltr';
        item.append(badge, part('title', inLanguage(section.querySelector('h3 a'))), where, part('about', inLanguage(section.querySelector('.lead'))));
        item.id = `hit-${position}`;
        item.dataset.to = section.id;
        item.setAttribute('role', 'option');
        return item;
      }));
      hits.scrollTop = 0;
      query.setAttribute('aria-expanded', String(found.length > 0));
      nothing.hidden = found.length > 0 || !query.value.trim();
      choose(0);
    };
    const open = () => {
      if (search.open) return;
      if (root.classList.contains('open')) drawer(false);
      search.showModal();
      query.select();
      update();
    };
    find.addEventListener('click', open);
    one('close').addEventListener('click', () => search.close());
    search.addEventListener('click', (event) => { if (event.target === search) search.close(); });
    query.addEventListener('input', update);
    query.addEventListener('keydown', (event) => {
      if (event.isComposing) return;
      if (event.key === 'ArrowDown') choose(chosen + 1);
      else if (event.key === 'ArrowUp') choose(chosen - 1);
      else if (event.key === 'Enter') go(hits.children[chosen]);
      else return;
      event.preventDefault();
    });
    hits.addEventListener('click', (event) => go(event.target.closest('li')));
    hits.addEventListener('mousemove', (event) => {
      const at = [...hits.children].indexOf(event.target.closest('li'));
      if (at >= 0 && at !== chosen) choose(at);
    });
    document.addEventListener('keydown', (event) => {
      const typing = event.target.closest?.('input, textarea');
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') { event.preventDefault(); open(); }
      else if (event.key === '/' && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) { event.preventDefault(); open(); }
      else if (event.key === 'Escape' && root.classList.contains('open')) { drawer(false); menu.focus(); }
    });
    if (/Mac|iPhone|iPad/.test(navigator.platform)) find.querySelector('kbd').textContent = '⌘ K';

    label();
    mark();
  };
  document.addEventListener('DOMContentLoaded', start);
})();
