import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode, useSyncExternalStore, type JSX } from 'react';
import { createRoot } from 'react-dom/client';
import { Problem } from './api/client';
import { router } from './router';
import { firstLanguage, language, onLanguage, speak, t } from './words';
import './style.css';

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 1_000,
      retry: (count, error) => !(error instanceof Problem && error.status >= 400 && error.status < 500) && count < 2,
    },
  },
});

/** Pages are drawn anew in another language; what they have read stays. */
function Console(): JSX.Element {
  return <RouterProvider key={useSyncExternalStore(onLanguage, language)} router={router} />;
}

/** For those who read the page aloud, and for its tab. */
function nameDocument(): void {
  document.documentElement.lang = language();
  document.title = t.shell.title;
}

const root = document.getElementById('root');
if (root !== null) {
  onLanguage(nameDocument);
  // Without the texts of the language the console speaks English.
  void speak(firstLanguage()).catch(() => undefined).then(() => {
    nameDocument();
    createRoot(root).render(
      <StrictMode>
        <QueryClientProvider client={queries}>
          <Console />
        </QueryClientProvider>
      </StrictMode>,
    );
  });
}
