import type { Words } from './index';
import { api } from './ms/api';
import { booking, bookings, bulk, timeline } from './ms/bookings';
import { common, entry, shell } from './ms/common';
import { events } from './ms/events';
import { map } from './ms/map';
import { messages } from './ms/messages';
import { money } from './ms/money';
import { now } from './ms/now';
import { audit, people } from './ms/people';
import { runners } from './ms/runners';
import { simulator } from './ms/simulator';
import { system } from './ms/system';

/**
 * Every text in Malay. The same thing has the same word everywhere: booking tempahan, runner penghantar, owner pemilik, ride perjalanan,
 * offer tawaran, escrow eskrow, hold pegangan, refund bayaran balik, fee fi, ledger lejar, message mesej, notice pemberitahuan, channel
 * saluran, event peristiwa, dead letter peristiwa tersisih, replay proses semula, service perkhidmatan, gateway get laluan, provider
 * penyedia, instance instans, setting tetapan, limit had, circuit breaker pemutus litar,
 * alarm penggera, warning amaran.
 */
export const ms: Words = { locale: 'ms-MY', common, shell, entry, api, now, map, bookings, bulk, booking, timeline, runners, money, messages, events, system, people, simulator, audit };
