// Back and forward in the browser, kept to what was seen. Streamlit replaces the entry of a page when a filter changes,
// and adds entries without filters on the way to another page: so back led past what was seen, to filters that nobody
// had chosen. Here whatever a hand does leaves one entry, however often the address is written because of it.
(() => {
  if (window.reallotHistory) return;
  window.reallotHistory = true;
  const add = history.pushState.bind(history);
  const change = history.replaceState.bind(history);
  let handled = false; // whether a hand did something since the address was written last
  const write = (state, title, url) => {
    if (new URL(url ?? location.href, location.href).href === location.href) return;
    const once = handled ? add : change;
    handled = false;
    once(state, title, url);
  };
  history.pushState = write;
  history.replaceState = write;
  for (const kind of ['pointerdown', 'click', 'keydown']) {
    addEventListener(kind, () => { handled = true; }, { capture: true });
  }
  addEventListener('popstate', () => { handled = false; }, { capture: true });
})();
