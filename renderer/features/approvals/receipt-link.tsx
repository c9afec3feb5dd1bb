import type { MouseEvent, ReactNode } from 'react';
import { isDesktop } from '../../api/client.ts';
import { mediaUrl } from '../../api/media.ts';
import { attempt } from '../commands/index.ts';

type ReceiptLinkProps = { hash: string; name: string; className?: string | undefined; children: ReactNode };

/** Opens a receipt beside this window; the desktop's window opens nothing, so there it is saved. */
export function ReceiptLink({ hash, name, className, children }: ReceiptLinkProps) {
  const address = mediaUrl(`/receipt/${hash}`);
  const save = (event: MouseEvent) => {
    event.preventDefault();
    void attempt(() => saveAs(address, name || hash));
  };
  return (
    <a className={className} href={address} target="_blank" rel="noreferrer" {...(isDesktop ? { onClick: save } : {})}>
      {children}
    </a>
  );
}

async function saveAs(address: string, name: string): Promise<void> {
  const reply = await fetch(address);
  if (!reply.ok) throw new Error('The receipt is gone');
  const blob = URL.createObjectURL(await reply.blob());
  const link = document.createElement('a');
  link.href = blob;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(blob), 60_000);
}
