import { createElement, type ReactNode, useEffect, useRef, useState } from 'react';
import type { BackhaulInspector, InspectorOptions } from '../inspector/index.ts';
import type { FailedTask } from '../protocol/index.ts';
import { useClient } from './provider.ts';

export interface InspectorProps extends InspectorOptions {
  readonly className?: string;
  /** The person wants to edit a failed task, which only the app can. */
  readonly onEdit?: (task: FailedTask) => void;
  /** What is shown until the inspector is loaded, and where it cannot be. */
  readonly fallback?: ReactNode;
}

const ELEMENT = 'backhaul-inspector';

/** The inspector of the nearest provider's client. It is loaded when it is first shown. */
export function Inspector({ className, onEdit, fallback, ...options }: InspectorProps): ReactNode {
  const client = useClient();
  const element = useRef<BackhaulInspector>(null);
  const isLoaded = useInspector();
  useEffect(() => {
    if (element.current !== null) Object.assign(element.current, { ...NOTHING_TOLD, ...options, client });
  });
  useEffect(() => {
    const shown = element.current;
    if (!isLoaded || shown === null || onEdit === undefined) return;
    const tell = (event: Event) => {
      if (event instanceof CustomEvent) onEdit(event.detail);
    };
    shown.addEventListener('backhaul-edit', tell);
    return () => shown.removeEventListener('backhaul-edit', tell);
  }, [isLoaded, onEdit]);
  return isLoaded ? createElement(ELEMENT, { ref: element, class: className }) : fallback;
}

/** What was told at the last rendering, and is not now, is taken back. */
const NOTHING_TOLD: Required<InspectorOptions> = {
  name: undefined,
  describe: undefined,
  language: undefined,
  discard: undefined,
  cancel: undefined,
  canEdit: undefined,
  canCancel: undefined,
  words: undefined,
};

/** Whether the element is defined; loads what defines it. Offline before it was cached, it is loaded once online. */
function useInspector(): boolean {
  const [isLoaded, setIsLoaded] = useState(false);
  useEffect(() => {
    const lifetime = new AbortController();
    const { signal } = lifetime;
    const load = async () => {
      const { registerInspector } = await import('../inspector/index.ts');
      registerInspector(ELEMENT);
      if (!signal.aborted) setIsLoaded(true);
    };
    const attempt = () => {
      load().catch(() => window.addEventListener('online', attempt, { once: true, signal }));
    };
    attempt();
    return () => lifetime.abort();
  }, []);
  return isLoaded;
}
