import type { ReactNode } from 'react';
import { useText } from '../messages/use-text.ts';
import { ViewHead, ViewTabs } from '../ui/index.ts';
import { type Area, areas } from './areas.ts';
import { showView, useView } from './view.store.ts';

type AreaHeadProps = {
  area: Area;
  /** What the view on screen holds, in a few words. */
  summary?: ReactNode;
  /** What can be done there, at the right. */
  children?: ReactNode;
};

/** The bar on top of a view of an area: its name, the area's views, and what can be done in this one. */
export function AreaHead({ area, summary, children }: AreaHeadProps) {
  const text = useText();
  const view = useView((state) => state.view);
  const title = text(`app.area.${area}`);
  const tabs = (
    <ViewTabs
      label={text('app.area.views', { area: title })}
      tabs={areas[area].map((id) => ({ id, text: text(`app.view.${id}`) }))}
      current={view}
      onChoose={(id) => showView(id)}
    />
  );
  return (
    <ViewHead title={title} tabs={tabs} summary={summary}>
      {children}
    </ViewHead>
  );
}
