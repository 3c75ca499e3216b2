import { useTasks } from 'backhaul/react';
import { type ReactNode, useState } from 'react';
import { declinedAt, rememberDeclined } from './declined.ts';
import './install-offer.css';
import { installOffer, installWay } from './install-offer.ts';
import { useInstallation } from './installation.ts';
import { installWords } from './words.ts';

/** A quiet row that offers to install the app, once it has delivered something and until the person has said what they want. */
export function InstallOffer(): ReactNode {
  const installation = useInstallation();
  const hasDelivered = useTasks().some((task) => task.status === 'completed' && task.outcome.kind === 'delivered');
  const [declined, setDeclined] = useState(declinedAt);
  const [openedAt] = useState(Date.now);
  const decline = () => {
    const now = Date.now();
    rememberDeclined(now);
    setDeclined(now);
  };
  const install = async () => {
    if (!(await installation.prompt())) decline();
  };
  const offer = installOffer({
    way: installWay({ ...deviceOf(navigator), canPrompt: installation.canPrompt() }),
    isInstalled: installation.isInstalled(),
    hasDelivered,
    declinedAt: declined,
    now: Math.max(openedAt, declined ?? 0),
  });
  if (offer.kind === 'none') return null;
  return (
    <section className="install-offer" aria-label={installWords.region}>
      <h2>{installWords.title}</h2>
      <p className="label quiet">{installWords.why[offer.kind]}</p>
      <div className="install-offer-actions">
        {offer.kind === 'prompt' && (
          <button type="button" className="button" onClick={() => void install()}>
            {installWords.install}
          </button>
        )}
        <button type="button" className="button button-plain" onClick={decline}>
          {installWords.notNow}
        </button>
      </div>
    </section>
  );
}

function deviceOf({ userAgent, maxTouchPoints }: Navigator) {
  return { userAgent, maxTouchPoints };
}
