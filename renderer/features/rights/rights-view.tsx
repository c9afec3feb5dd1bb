import { Plus, Scale } from 'lucide-react';
import { useCall } from '../../api/query.ts';
import { AreaHead } from '../../app/area-head.tsx';
import { useText } from '../../messages/use-text.ts';
import { Button, EmptyState, Segmented } from '../../ui/index.ts';
import { AssetDetails } from './asset-details.tsx';
import { AssetList } from './asset-list.tsx';
import { ClaimDialog } from './claim-dialog.tsx';
import { DisputeDialog } from './dispute-dialog.tsx';
import { LicenceDialog } from './licence-dialog.tsx';
import { LicenceList } from './licence-list.tsx';
import { PickDialog } from './pick-dialog.tsx';
import styles from './rights.module.css';
import { openRightsDialog, rightsTabs, useRights } from './rights.store.ts';
import { isSameAsset } from './rights-words.ts';
import { useMayEditRights } from './use-may-edit.ts';

/** Who holds which right in what, and the licences given of it. */
export function RightsView() {
  const text = useText();
  const tab = useRights((state) => state.tab);
  const { data: assets } = useCall('rights.list');
  const mayEdit = useMayEditRights();
  const add = () => openRightsDialog({ kind: 'pick' });
  return (
    <>
      <AreaHead area="label" summary={assets ? text('rights.count', { count: assets.length }) : undefined}>
        <Segmented
          label={text('rights.shown')}
          value={tab}
          options={rightsTabs.map((value) => ({ value, text: text(`rights.tab.${value}`) }))}
          onChange={(chosen) => useRights.setState({ tab: chosen })}
        />
        {mayEdit && (
          <Button kind="primary" icon={<Plus size={16} />} onPress={add}>
            {text('rights.add')}
          </Button>
        )}
      </AreaHead>
      {tab === 'licences' && <LicenceList />}
      {tab === 'ledger' && assets?.length === 0 && (
        <EmptyState
          icon={<Scale size={24} />}
          text={text('rights.empty')}
          action={mayEdit && <Button onPress={add}>{text('rights.add')}</Button>}
        />
      )}
      {tab === 'ledger' && assets && assets.length > 0 && <Ledger assets={assets} />}
      <RightsDialogs />
    </>
  );
}

function Ledger({ assets }: { assets: Parameters<typeof AssetList>[0]['assets'] }) {
  const chosen = useRights((state) => state.selected);
  const [first] = assets;
  const selected = assets.find((asset) => isSameAsset(chosen, asset)) ?? first ?? null;
  return (
    <div className={styles.split}>
      <AssetList assets={assets} selected={selected} />
      {selected && <AssetDetails key={`${selected.kind}-${selected.id}`} asset={selected} />}
    </div>
  );
}

function RightsDialogs() {
  const dialog = useRights((state) => state.dialog);
  if (dialog === null) return null;
  if (dialog.kind === 'pick') return <PickDialog />;
  if (dialog.kind === 'claim') return <ClaimDialog asset={dialog.asset} claim={dialog.claim} />;
  if (dialog.kind === 'licence') return <LicenceDialog asset={dialog.asset} licence={dialog.licence} />;
  return <DisputeDialog asset={dialog.asset} claim={dialog.claim} dispute={dialog.dispute} />;
}
