import { Circle, CircleCheck, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import type { PackSong, ReleasePlan } from '#shared/contract/packs.ts';
import type { PackId } from '#shared/contract/studio-ids.ts';
import { useCall } from '../../api/query.ts';
import { errorText } from '../../messages/errors.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Checkbox, Dialog, Field, TextArea } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { makeReleaseOfPack } from '../releases/index.ts';
import styles from './dialogs.module.css';
import { useSubmit } from './new-pack-dialog.tsx';
import type { OpenPack } from './pack-details.tsx';
import { releasePack } from './packs.actions.ts';

/** What is said of a release, and what it will do, before it does. */
export function ReleaseDialog({ id, onClose }: { id: PackId; onClose: () => void }) {
  const { data: pack } = useCall('packs.get', { id });
  const { data: plan } = useCall('packs.planRelease', { id });
  return pack && plan ? <ReleaseForm pack={pack} plan={plan} onClose={onClose} /> : null;
}

type Words = { releaseDescription: string; downloadLink: string; videoLink: string };
type FormProps = { pack: OpenPack; plan: ReleasePlan; onClose: () => void };

function ReleaseForm({ pack, plan, onClose }: FormProps) {
  const text = useText();
  const { releaseTitle, releaseDescription, downloadLink, videoLink, isPublic } = pack;
  const [form, setForm] = useState({ releaseTitle, releaseDescription, downloadLink, videoLink, isPublic });
  const [bonusName, setBonusName] = useState(plan.bonusName);
  const [said, setSaid] = useState<ReadonlyMap<number, Words>>(new Map());
  const [makesDraft, setMakesDraft] = useState(pack.releases.length === 0);
  const { error, submit } = useSubmit(onClose);
  const change = (patch: Partial<typeof form>) => setForm({ ...form, ...patch });
  const isBlocked = plan.obstacles.some((obstacle) => obstacle !== 'bonusNameTaken');
  const release = async () => {
    const songs = pack.songs.flatMap((song) => {
      const words = said.get(song.id);
      return words ? [{ songId: song.id, ...words }] : [];
    });
    const bonus = plan.bonus.length > 0 ? { bonusName: bonusName.trim() } : {};
    await releasePack({ id: pack.id, ...form, ...bonus, songs }, pack.name);
    if (makesDraft) await attempt(() => makeReleaseOfPack(pack.id));
  };
  return (
    <Dialog
      title={text('packs.releaseTitleOf', { name: pack.name })}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{text('packs.cancel')}</Button>
          <Button kind="primary" type="submit" form="release-pack" isDisabled={isBlocked}>
            {text(plan.isAgain ? 'packs.releaseAgainDo' : 'packs.releaseDo', { count: plan.release.length })}
          </Button>
        </>
      }
    >
      <form
        id="release-pack"
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          void submit(release);
        }}
      >
        <PlanList plan={plan} />
        <Field
          label={text('packs.releaseTitle')}
          placeholder={pack.name}
          value={form.releaseTitle}
          onChange={(typed) => change({ releaseTitle: typed })}
          maxLength={500}
        />
        <TextArea
          label={text('packs.releaseDescription')}
          rows={3}
          value={form.releaseDescription}
          onChange={(typed) => change({ releaseDescription: typed })}
          maxLength={2000}
        />
        <div className={styles.pair}>
          <LinkField
            label={text('packs.download')}
            value={form.downloadLink}
            onChange={(typed) => change({ downloadLink: typed })}
          />
          <LinkField
            label={text('packs.video')}
            value={form.videoLink}
            onChange={(typed) => change({ videoLink: typed })}
          />
        </div>
        {plan.bonus.length > 0 && (
          <Field
            label={text('packs.bonusName', { count: plan.bonus.length })}
            value={bonusName}
            onChange={setBonusName}
            maxLength={200}
            error={error?.code === 'NAME_TAKEN' ? text('packs.bonusTaken') : null}
          />
        )}
        <SongWords songs={pack.songs} said={said} onChange={setSaid} />
        <Checkbox isSelected={form.isPublic} onChange={(chosen) => change({ isPublic: chosen })}>
          {text('packs.publicHint')}
        </Checkbox>
        <Checkbox isSelected={makesDraft} onChange={setMakesDraft}>
          {text('packs.draftHint')}
        </Checkbox>
        {error && error.code !== 'NAME_TAKEN' && (
          <p className={styles.error} role="alert">
            {errorText(text, error.code)}
          </p>
        )}
      </form>
    </Dialog>
  );
}

/** What happens, line by line; what stands in the way first. */
function PlanList({ plan }: { plan: ReleasePlan }) {
  const text = useText();
  const { release, unfinished, stays, bonus, series, obstacles } = plan;
  const numbers = series.map(({ number }) => number).join(', ');
  const warn = <TriangleAlert size={16} aria-hidden="true" />;
  return (
    <ul className={styles.plan}>
      {obstacles.map((obstacle) => (
        <li key={obstacle} className={styles.error}>
          {warn} {text(`packs.obstacle.${obstacle}`)}
        </li>
      ))}
      {release.length > 0 && (
        <li>
          <CircleCheck size={16} aria-hidden="true" /> {text('packs.plan.release', { count: release.length })}
        </li>
      )}
      {unfinished.length > 0 && (
        <li className={styles.warn}>
          {warn} {text('packs.plan.unfinished', { count: unfinished.length })}
        </li>
      )}
      {stays.length > 0 && (
        <li>
          <Circle size={16} aria-hidden="true" /> {text('packs.plan.stays', { count: stays.length })}
        </li>
      )}
      {bonus.length > 0 && (
        <li>
          <Circle size={16} aria-hidden="true" /> {text('packs.plan.bonus', { count: bonus.length })}
        </li>
      )}
      {series.length > 0 && (
        <li>
          <CircleCheck size={16} aria-hidden="true" /> {text('packs.plan.series', { count: series.length, numbers })}
        </li>
      )}
    </ul>
  );
}

type SongWordsProps = {
  songs: readonly PackSong[];
  said: ReadonlyMap<number, Words>;
  onChange: (said: ReadonlyMap<number, Words>) => void;
};

/** What is said of single songs; folded, because most releases need none. */
function SongWords({ songs, said, onChange }: SongWordsProps) {
  const text = useText();
  const core = songs.filter(({ isOptional }) => !isOptional);
  const set = (song: PackSong, patch: Partial<Words>) => {
    const { releaseDescription, downloadLink, videoLink } = said.get(song.id) ?? song;
    onChange(new Map([...said, [song.id, { releaseDescription, downloadLink, videoLink, ...patch }]]));
  };
  if (core.length === 0) return null;
  return (
    <details className={styles.details}>
      <summary>{text('packs.songWords', { count: core.length })}</summary>
      {core.map((song) => {
        const words = said.get(song.id) ?? song;
        const { title } = song;
        return (
          <div key={song.id} className={styles.songWords}>
            <Field
              label={text('packs.songDescription', { title })}
              value={words.releaseDescription}
              onChange={(typed) => set(song, { releaseDescription: typed })}
              maxLength={2000}
            />
            <LinkField
              label={text('packs.songDownload', { title })}
              value={words.downloadLink}
              onChange={(typed) => set(song, { downloadLink: typed })}
            />
            <LinkField
              label={text('packs.songVideo', { title })}
              value={words.videoLink}
              onChange={(typed) => set(song, { videoLink: typed })}
            />
          </div>
        );
      })}
    </details>
  );
}

type LinkFieldProps = { label: string; value: string; onChange: (value: string) => void };

/** An address on the web; anything else is said to be none. */
function LinkField({ label, value, onChange }: LinkFieldProps) {
  const text = useText();
  const isWrong = value !== '' && !(/^https?:\/\/\S+$/.test(value) && URL.canParse(value));
  return (
    <Field
      label={label}
      type="url"
      inputMode="url"
      placeholder={text('packs.linkBegins')}
      value={value}
      onChange={(typed) => onChange(typed.trim())}
      error={isWrong ? text('packs.noLink') : null}
      maxLength={2000}
    />
  );
}
