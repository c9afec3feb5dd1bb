import { Package } from 'lucide-react';
import type { ReleaseId } from '#shared/contract/studio-ids.ts';
import { useCall } from '../../api/query.ts';
import { useText } from '../../messages/use-text.ts';
import { Button } from '../../ui/index.ts';
import { buildPackages, isWaiting, useMayDeliver } from '../deliveries/index.ts';

type BuildButtonProps = {
  releaseId: ReleaseId;
  /** Shows the stores, where none is chosen yet or all have their packages. */
  onStores: () => void;
};

/** Builds the packages of all stores that wait for one; not while there are errors, or before the release is approved. */
export function BuildButton({ releaseId, onStores }: BuildButtonProps) {
  const text = useText();
  const mayDeliver = useMayDeliver();
  const { data: report } = useCall('lint.run', { releaseId }, { keepsPrevious: true });
  const { data: delivered } = useCall('deliveries.ofRelease', { releaseId });
  if (!mayDeliver || !report || !delivered) return null;
  const isBlocked = report.findings.some(({ severity, ignored }) => severity === 'error' && ignored === null);
  const ids = delivered.stores.flatMap(({ isChosen, delivery }) =>
    isChosen && delivery && isWaiting(delivery) ? [delivery.id] : [],
  );
  return (
    <Button
      icon={<Package size={14} />}
      isDisabled={isBlocked || !delivered.isApproved}
      onPress={() => (ids.length === 0 ? onStores() : void buildPackages(ids))}
    >
      {text('releases.buildPackages')}
    </Button>
  );
}
