import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { type Bridge, bridgeChannels } from '#shared/bridge.ts';
import type { EventName, EventPayload } from '#shared/contract/index.ts';

/** All that a window gets of Electron. The host checks who calls; nothing is decided here. */
const bridge: Bridge = {
  send: (method, input) => ipcRenderer.invoke(bridgeChannels.call, method, input),

  on(listener) {
    const receive = (_event: unknown, name: EventName, payload: EventPayload<EventName>) => listener(name, payload);
    ipcRenderer.on(bridgeChannels.event, receive);
    return () => {
      ipcRenderer.off(bridgeChannels.event, receive);
    };
  },

  pathForFile: (file) => webUtils.getPathForFile(file as File),
};

contextBridge.exposeInMainWorld('bridge', bridge);
