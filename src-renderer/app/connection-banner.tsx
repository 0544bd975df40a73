import { Trans } from '@lingui/react/macro';
import { useConnectionStatus, useSession } from '../rpc/engine-context';
import { Banner } from '../ui/banner';
import { Button } from '../ui/button';

/** One line while the engine is away. What was acknowledged is on disk. */
export const ConnectionBanner = () => {
  const status = useConnectionStatus();
  const session = useSession();
  if (status === 'signedOut') {
    return (
      <Banner tone="warning" title={<Trans>This browser is not signed in.</Trans>}>
        {' '}
        <Trans>Open the address that Outpost printed when it started. Everything you saved is safe.</Trans>
      </Banner>
    );
  }
  if (status !== 'reconnecting') return null;
  return (
    <Banner
      tone="warning"
      title={<Trans>Reconnecting…</Trans>}
      actions={
        <Button size="sm" variant="ghost" onClick={session.retryNow}>
          <Trans>Try now</Trans>
        </Button>
      }
    >
      {' '}
      <Trans>Everything you saved is safe on this device.</Trans>
    </Banner>
  );
};
