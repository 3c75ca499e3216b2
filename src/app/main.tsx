import './look/tokens.css';
import './look/base.css';
import './look/controls.css';
import './look/fields.css';
import './look/dialogs.css';
import './mark/mark.css';

import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { openApp } from './model/open-app.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element with the id "root".');
createRoot(root).render(
  <StrictMode>
    <App opening={openApp()} />
  </StrictMode>,
);
