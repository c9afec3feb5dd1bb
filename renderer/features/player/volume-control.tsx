import { Volume1, Volume2, VolumeX } from 'lucide-react';
import { useEffect } from 'react';
import { DialogTrigger, Slider, SliderThumb, SliderTrack } from 'react-aria-components';
import { currentSettings, updateSettings, useSettings } from '../../api/settings.ts';
import { useText } from '../../messages/use-text.ts';
import { IconButton, Popover } from '../../ui/index.ts';
import { setVolume, toggleMute } from './player.actions.ts';
import { usePlayer } from './player.store.ts';
import styles from './volume-control.module.css';

export function VolumeControl() {
  const text = useText();
  const volume = usePlayer((state) => state.volume);
  const isMuted = usePlayer((state) => state.isMuted);
  useStoredVolume();
  const Icon = isMuted || volume === 0 ? VolumeX : volume < 0.5 ? Volume1 : Volume2;
  return (
    <DialogTrigger>
      <IconButton label={text('player.volume')}>
        <Icon size={16} />
      </IconButton>
      <Popover label={text('player.volume')} placement="top">
        <div className={styles.panel}>
          <IconButton label={text('player.mute')} keys="Mod+Alt+M" size="small" isOn={isMuted} onPress={toggleMute}>
            <VolumeX size={14} />
          </IconButton>
          <Slider
            className={styles.slider ?? ''}
            aria-label={text('player.volume')}
            minValue={0}
            maxValue={100}
            step={1}
            value={isMuted ? 0 : Math.round(volume * 100)}
            onChange={(percent) => setVolume(Number(percent) / 100)}
          >
            <SliderTrack className={styles.track ?? ''}>
              <span className={styles.fill} style={{ width: `${isMuted ? 0 : volume * 100}%` }} />
              <SliderThumb className={styles.thumb ?? ''} />
            </SliderTrack>
          </Slider>
          <output className={styles.figure}>{isMuted ? 0 : Math.round(volume * 100)}</output>
        </div>
      </Popover>
    </DialogTrigger>
  );
}

const storeAfterMs = 400;

/** Keeps the volume in the settings, once it has stayed for a moment. */
export function followVolume(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = usePlayer.subscribe(({ volume }, before) => {
    if (volume === before.volume) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (currentSettings().volume !== volume) void updateSettings({ volume });
    }, storeAfterMs);
  });
  return () => {
    stop();
    clearTimeout(timer);
  };
}

/** Takes the volume of the last time up, as soon as the settings are here. */
function useStoredVolume(): void {
  const { volume } = useSettings();
  useEffect(() => {
    if (usePlayer.getState().volume !== volume) setVolume(volume);
  }, [volume]);
}
