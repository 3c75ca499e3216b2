// Runs before the first paint, so that the chosen theme never flashes. The app mirrors the choice here.
try {
  document.documentElement.dataset.theme = localStorage.getItem('backhaul-theme') ?? 'system';
} catch {
  document.documentElement.dataset.theme = 'system';
}
