import './look/tokens.css';
import './look/base.css';
import './look/controls.css';
import './look/fields.css';
import './look/dialogs.css';
import './mark/mark.css';

import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { InstallationContext, watchInstallation } from './install/installation.ts';
import { isJoinLink } from './model/join-link.ts';
import { openApp } from './model/open-app.ts';
import { followNotices } from './notifications/follow-notices.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element with the id "root".');
// A link that is opened where the app is open already changes the fragment alone: it is taken as at any opening.
window.addEventListener('hashchange', () => {
  if (isJoinLink()) location.reload();
});
followNotices();
createRoot(root).render(
  <StrictMode>
    <InstallationContext value={watchInstallation()}>
      <App first={openApp()} open={openApp} />
    </InstallationContext>
  </StrictMode>,
);
