import './strict-csp';
// Before the components: their own styles win over the base.
import './ui/base.css';
import { i18n } from '@lingui/core';
import { I18nProvider } from '@lingui/react';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app';
import { messages } from './locales/en.po';
import { connectFrom } from './rpc/connect';
import { EngineProvider } from './rpc/engine-context';
import { hostFrom } from './rpc/host';
import { connectAsViewed } from './rpc/viewed-member';
import { createEngineSession } from './rpc/session';

i18n.loadAndActivate({ locale: 'en', messages });

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <I18nProvider i18n={i18n}>
      <EngineProvider session={createEngineSession(connectAsViewed(connectFrom(window)))} host={hostFrom(window)}>
        <App />
      </EngineProvider>
    </I18nProvider>
  </StrictMode>,
);
