import { Toast } from '@base-ui/react/toast';
import { type ReactNode, useEffect, useState } from 'react';
import { Icon } from '../screens/shell/Icon.tsx';
import './toasts.css';
import type { ToastData } from './toast-data.ts';
import type { ToastQueue } from './toasts.ts';
import { toastWords } from './words.ts';

const LIMIT = 4;

/** Where short messages appear: those that waited for it, and those that come. */
export function ToastArea({ queue }: { readonly queue: ToastQueue }): ReactNode {
  const [manager] = useState(() => Toast.createToastManager<ToastData>());
  useEffect(() => queue.connect(manager), [queue, manager]);
  return (
    <Toast.Provider limit={LIMIT} toastManager={manager}>
      <Toast.Portal>
        <Toast.Viewport className="toasts">
          <Messages />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function Messages(): ReactNode {
  const { toasts } = Toast.useToastManager<ToastData>();
  return toasts.map((toast) => (
    <Toast.Root key={toast.id} toast={toast} className="toast" swipeDirection={['right', 'up']}>
      <Toast.Content className="toast-content">
        <Toast.Title className="toast-title" render={<p />} />
        <Toast.Close className="icon-button toast-dismiss" aria-label={toastWords.dismiss}>
          <Icon name="close" />
        </Toast.Close>
        {toast.data !== undefined && (
          <div className="toast-actions">
            {toast.data.actions.map(({ words, perform }) => (
              <button key={words} type="button" className="button" onClick={perform}>
                {words}
              </button>
            ))}
          </div>
        )}
      </Toast.Content>
    </Toast.Root>
  ));
}
