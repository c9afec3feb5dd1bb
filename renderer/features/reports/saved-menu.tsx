import { ChevronDown, Trash2 } from 'lucide-react';
import { call } from '../../api/client.ts';
import { useCall } from '../../api/query.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Menu, MenuItem, MenuSection, MenuSeparator } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { showUndoable } from '../undo/index.ts';
import { useReports } from './reports.store.ts';

/** Reports that were saved: opens one, or removes the one that is open. */
export function SavedMenu() {
  const text = useText();
  const { data: saved = [] } = useCall('reports.saved');
  const current = useReports((state) => state.saved);
  if (saved.length === 0) return null;
  const open = (id: number) => {
    const found = saved.find((each) => each.id === id);
    if (found) useReports.setState({ definition: found.definition, saved: { id: found.id, name: found.name } });
  };
  const remove = async () => {
    if (!current) return;
    const { operation } = await call('reports.remove', { id: current.id });
    useReports.setState({ saved: null });
    showUndoable({
      text: text('reports.removed', { name: current.name }),
      operations: [operation],
      after: () => useReports.setState({ saved: current }),
    });
  };
  return (
    <Menu
      label={text('reports.saved')}
      trigger={<Button icon={<ChevronDown size={14} />}>{text('reports.saved')}</Button>}
      placement="bottom end"
    >
      <MenuSection label={text('reports.saved')}>
        {saved.map(({ id, name }) => (
          <MenuItem key={id} text={name} onAction={() => open(id)} />
        ))}
      </MenuSection>
      {current && (
        <>
          <MenuSeparator />
          <MenuItem
            icon={<Trash2 size={14} />}
            text={text('reports.remove', { name: current.name })}
            onAction={() => void attempt(remove)}
          />
        </>
      )}
    </Menu>
  );
}
