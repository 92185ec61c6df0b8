import type { Schemas } from '../api/client';
import { CHANNELS, DELIVERY_STATES, type Channel, type DeliveryState } from './kinds';
import { textIn } from './search';

/** What the page of messages shows, as it stands in the address. */
export interface MessageSearch {
  view?: 'templates' | 'inbox';
  channel?: Channel;
  state?: DeliveryState;
  q?: string;
}

/** Reads the address; what is not known is left out. */
export function messageSearch(search: Record<string, unknown>): MessageSearch {
  const view = (['templates', 'inbox'] as const).find((one) => one === search['view']);
  const channel = CHANNELS.find((one) => one === search['channel']);
  const state = DELIVERY_STATES.find((one) => one === search['state']);
  return {
    ...(view === undefined ? {} : { view }),
    ...(channel === undefined ? {} : { channel }),
    ...(state === undefined ? {} : { state }),
    ...textIn(search, 255),
  };
}

/** A search with these parts instead; what is undefined is left out. */
export function changed(search: MessageSearch, parts: { [K in keyof MessageSearch]?: MessageSearch[K] | undefined }): MessageSearch {
  return messageSearch({ ...search, ...parts });
}

export interface ChannelTotals { channel: Channel; due: number; deferred: number; sent: number; failed: number; dropped: number }

/** Each channel over all days, also those by which nothing went. */
export function totals(figures: Schemas['MessageFigures']): ChannelTotals[] {
  return CHANNELS.map((channel) => {
    const waiting = figures.waiting.find((one) => one.channel === channel);
    const days = figures.days.filter((day) => day.channel === channel);
    const sum = (state: 'sent' | 'failed' | 'dropped'): number => days.reduce((all, day) => all + day[state], 0);
    return { channel, due: waiting?.due ?? 0, deferred: waiting?.deferred ?? 0, sent: sum('sent'), failed: sum('failed'), dropped: sum('dropped') };
  });
}

/** Whether an administrator may have a message sent again by a channel. */
export function maySendAgain(delivery: { state: string }): boolean {
  return delivery.state === 'failed' || delivery.state === 'dropped';
}
