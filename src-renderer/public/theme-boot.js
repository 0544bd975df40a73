// Runs before the first paint, so that a dark window never flashes white. The application takes over from here.
(function () {
  var theme = 'system';
  try {
    var kept = JSON.parse(localStorage.getItem('outpost.window') || '{}');
    theme = (kept.state && kept.state.theme) || 'system';
  } catch {
    // Storage that is blocked or damaged only means the system's theme.
  }
  if (theme === 'system') theme = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  document.documentElement.dataset.theme = theme;
})();
