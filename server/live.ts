/**
 * Live: one subscription to the store's feed fans out to all who listen, location by location. A poke says only how
 * far the feed goes; whoever misses one loses nothing, because the pull decides.
 */
import type { DeviceId, LocationId } from '../core/domain/ids.ts'
import { BEAT_MS, type Poke } from '../core/protocol/live.ts'
import type { KnownDevice, Storage } from './storage/storage.ts'

export interface Live {
  /** An answer that never ends by itself: a poke at once, then one whenever the feed has grown. */
  open(device: Pick<KnownDevice, 'location' | 'device'>, after: number): Promise<Response>
  /** How many listen now. */
  count(): number
  /** Ends every stream; the next request is answered with a stream that has ended. */
  close(): void
}

type LiveStorage = Pick<Storage, 'onFeed' | 'readSince' | 'devices'>

interface Listener {
  readonly device: DeviceId
  readonly channel: Channel
  /** Its turn within a beat: so that not all are written to at once. */
  readonly slot: number
  readonly stream: ReadableStreamDefaultController<Uint8Array>
}

/** Those who listen to one location. */
interface Channel {
  readonly location: LocationId
  readonly listeners: Set<Listener>
  /** Listeners to be, for whom the feed is being read: the channel stays for them. */
  arriving: number
  epoch: number
  lastV: number
  /** How far the listeners have been told. */
  toldV: number
  /** A poke was sent just now, or is about to be: the next one waits, and stands for all until then. */
  resting: boolean
}

/** Pokes of one location that come faster than this are one. */
const POKE_REST_MS = 20
const SLOTS = 5
/** A page that was reloaded may leave a dead stream behind; more than a few are nobody's. */
const STREAMS_OF_A_DEVICE = 4
/** What may wait for a listener that does not read; one that lets more pile up is dropped, and comes back. */
const MAX_WAITING_BYTES = 4096

const HEADERS = {
  'content-type': 'text/event-stream',
  // A proxy that packs or gathers the stream would hold the pokes back.
  'cache-control': 'no-store, no-transform',
  'x-accel-buffering': 'no',
}

export function createLive(storage: LiveStorage): Live {
  return new LiveHub(storage)
}

class LiveHub implements Live {
  readonly #storage: LiveStorage
  readonly #channels = new Map<LocationId, Channel>()
  #nextSlot = 0
  #beatSlot = 0
  #closed = false
  #timer: ReturnType<typeof setInterval> | undefined
  #unsubscribe: (() => void) | undefined

  constructor(storage: LiveStorage) {
    this.#storage = storage
  }

  async open(
    { location, device }: Pick<KnownDevice, 'location' | 'device'>,
    after: number,
  ): Promise<Response> {
    if (this.#closed) return new Response(null, { headers: HEADERS })
    this.#unsubscribe ??= this.#storage.onFeed((grown, lastV) => this.#onFeed(grown, lastV))
    const channel = this.#channelOf(location)
    // The channel hears what is committed while the feed is being read.
    channel.arriving += 1
    try {
      const page = await this.#storage.readSince({ location, after, limit: 1, except: null })
      channel.epoch = page.epoch
      channel.lastV = Math.max(channel.lastV, page.entries.at(-1)?.v ?? 0)
      return new Response(this.#listen(channel, device), { headers: HEADERS })
    } finally {
      channel.arriving -= 1
      this.#leaveEmpty(channel)
    }
  }

  count(): number {
    return [...this.#channels.values()].reduce((sum, { listeners }) => sum + listeners.size, 0)
  }

  close(): void {
    this.#closed = true
    this.#unsubscribe?.()
    clearInterval(this.#timer)
    for (const { listeners } of this.#channels.values())
      for (const listener of listeners) this.#drop(listener, 'ended')
  }

  #channelOf(location: LocationId): Channel {
    const channel = this.#channels.get(location) ?? {
      location,
      listeners: new Set<Listener>(),
      arriving: 0,
      epoch: 0,
      lastV: 0,
      toldV: 0,
      resting: false,
    }
    this.#channels.set(location, channel)
    return channel
  }

  #listen(channel: Channel, device: DeviceId): ReadableStream<Uint8Array> {
    let listener: Listener | undefined
    return new ReadableStream<Uint8Array>(
      {
        start: (stream) => {
          listener = { device, channel, slot: this.#nextSlot++ % SLOTS, stream }
          this.#add(listener)
        },
        cancel: () => listener && this.#forget(listener),
      },
      new ByteLengthQueuingStrategy({ highWaterMark: MAX_WAITING_BYTES }),
    )
  }

  #add(listener: Listener): void {
    const { channel, device } = listener
    const own = [...channel.listeners].filter((other) => other.device === device)
    for (const oldest of own.slice(0, Math.max(0, own.length - STREAMS_OF_A_DEVICE + 1)))
      this.#drop(oldest, 'ended')
    channel.listeners.add(listener)
    this.#timer ??= setInterval(() => this.#beat(), BEAT_MS / SLOTS).unref()
    this.#send(listener, pokeBytes(channel))
  }

  #onFeed(location: LocationId, lastV: number): void {
    const channel = this.#channels.get(location)
    if (!channel) return
    channel.lastV = Math.max(channel.lastV, lastV)
    if (channel.resting) return
    channel.resting = true
    // The answer to whoever wrote goes first.
    setImmediate(() => this.#poke(channel))
  }

  #poke(channel: Channel): void {
    if (channel.toldV === channel.lastV) {
      channel.resting = false
      return
    }
    channel.toldV = channel.lastV
    const bytes = pokeBytes(channel)
    for (const listener of channel.listeners) this.#send(listener, bytes)
    setTimeout(() => this.#poke(channel), POKE_REST_MS).unref()
  }

  #beat(): void {
    this.#beatSlot = (this.#beatSlot + 1) % SLOTS
    for (const channel of this.#channels.values()) {
      for (const listener of channel.listeners)
        if (listener.slot === this.#beatSlot) this.#send(listener, BEAT)
      if (this.#beatSlot === 0) void this.#endRevoked(channel)
    }
  }

  /** Once a beat: a device whose pairing has ended hears nothing more. */
  async #endRevoked({ location, listeners }: Channel): Promise<void> {
    // A store that does not answer now is asked again at the next beat.
    const devices = await this.#storage.devices(location).catch(() => [])
    const revoked = new Set(devices.filter(({ revokedAt }) => revokedAt !== null).map(({ device }) => device))
    for (const listener of listeners) if (revoked.has(listener.device)) this.#drop(listener, 'ended')
  }

  #send(listener: Listener, bytes: Uint8Array): void {
    if ((listener.stream.desiredSize ?? 0) > 0) listener.stream.enqueue(bytes)
    else this.#drop(listener, 'too-slow')
  }

  #drop(listener: Listener, why: 'ended' | 'too-slow'): void {
    this.#forget(listener)
    if (why === 'ended') listener.stream.close()
    else listener.stream.error(new Error('the listener does not read'))
  }

  #forget(listener: Listener): void {
    listener.channel.listeners.delete(listener)
    this.#leaveEmpty(listener.channel)
  }

  #leaveEmpty(channel: Channel): void {
    if (channel.listeners.size > 0 || channel.arriving > 0) return
    this.#channels.delete(channel.location)
    if (this.#channels.size > 0) return
    clearInterval(this.#timer)
    this.#timer = undefined
  }
}

const encoder = new TextEncoder()
const BEAT = encoder.encode('event: beat\ndata: {}\n\n')

function pokeBytes({ lastV, epoch }: Channel): Uint8Array {
  const poke: Poke = { v: lastV, epoch }
  return encoder.encode(`event: poke\nid: ${lastV}\ndata: ${JSON.stringify(poke)}\n\n`)
}
