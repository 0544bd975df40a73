import { Trans } from '@lingui/react/macro';
import { useFieldEnvironment } from '../fields/field-environment';
import { viewAs, viewedMember } from '../rpc/viewed-member';
import { Banner } from '../ui/banner';
import { Button } from '../ui/button';

/** Says through whose eyes this window looks, with the way back. */
export const ViewedBanner = () => {
  const { members } = useFieldEnvironment();
  const id = viewedMember();
  const member = members.find((each) => each.id === id);
  if (!member) return null;
  const { name } = member;
  return (
    <Banner
      tone="info"
      title={<Trans>You see what {name} sees.</Trans>}
      actions={
        <Button size="sm" variant="ghost" onClick={() => viewAs(null)}>
          <Trans>Back to yourself</Trans>
        </Button>
      }
    >
      {' '}
      <Trans>What you change here is changed in their name.</Trans>
    </Banner>
  );
};
