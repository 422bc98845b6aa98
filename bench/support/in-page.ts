/**
 * What is measured inside the page. Installed before the app's own script; speaks through `window.barrowBench`.
 * Paint is requestAnimationFrame and a message behind it, counted from the event's own time stamp.
 */
export function installProbe(): void {
  const probe = {
    /** Press (pointer up, as the browser stamped it) → painted, ms. */
    presses: [] as number[],
    /** Our own share: the click's dispatch → the DOM has changed, ms. */
    shares: [] as number[],
    /** Strict commit of a deed: press on done → the transaction's complete, ms. */
    commits: [] as number[],
    /** Navigation start → the first tile is painted and tappable, ms. */
    firstTile: 0,
    pressedAt: 0,
  }
  Object.assign(window, { barrowBench: probe })

  addEventListener(
    'click',
    (event) => {
      const stamp = event.timeStamp
      const dispatched = performance.now()
      probe.pressedAt = dispatched
      const observer = new MutationObserver(() => {
        probe.shares.push(performance.now() - dispatched)
        observer.disconnect()
      })
      observer.observe(document.body, {
        subtree: true,
        childList: true,
        characterData: true,
        attributes: true,
      })
      requestAnimationFrame(() => {
        const channel = new MessageChannel()
        channel.port1.onmessage = () => {
          probe.presses.push(performance.now() - stamp)
          channel.port1.close()
        }
        channel.port2.postMessage(null)
      })
    },
    { capture: true },
  )

  const transaction = IDBDatabase.prototype.transaction
  IDBDatabase.prototype.transaction = function (this: IDBDatabase, ...args: Parameters<typeof transaction>) {
    const made = transaction.apply(this, args)
    if (args[1] === 'readwrite' && [...made.objectStoreNames].includes('entries')) {
      made.addEventListener('complete', () => probe.commits.push(performance.now() - probe.pressedAt))
    }
    return made
  }

  const lookForTile = () => {
    if (document.querySelector('[data-testid="product-tile"]')) {
      const channel = new MessageChannel()
      channel.port1.onmessage = () => {
        probe.firstTile = performance.now()
      }
      channel.port2.postMessage(null)
    } else requestAnimationFrame(lookForTile)
  }
  requestAnimationFrame(lookForTile)
}

/**
 * Raw IndexedDB behind a press: a button over the page whose click puts the same bytes in one strict transaction of one
 * store, and nothing else. Chromium paints first after a click and hands out IndexedDB's replies behind that frame, so
 * that a commit without a click would be another measurement. ms per commit, into `barrowRaw`.
 */
export async function installRawButton(options: { readonly bytes: string }): Promise<void> {
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open('bench-raw', 1)
    request.onupgradeneeded = () => request.result.createObjectStore('rows', { keyPath: 'seq' })
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
  const samples: number[] = []
  const button = document.createElement('button')
  button.id = 'bench-raw'
  Object.assign(button.style, {
    position: 'fixed',
    inset: '0 auto auto 0',
    width: '160px',
    height: '160px',
    zIndex: '99',
  })
  button.addEventListener('click', () => {
    const begun = performance.now()
    const write = database.transaction(['rows'], 'readwrite', { durability: 'strict' })
    write.objectStore('rows').put({ seq: samples.length + 1, bytes: options.bytes })
    write.addEventListener('complete', () => samples.push(performance.now() - begun))
    button.textContent = String(begun)
  })
  document.body.append(button)
  Object.assign(window, { barrowRaw: samples })
}

/** Reads the catalogue's snapshot record from IndexedDB into memory. ms per read. */
export async function snapshotReads(times: number): Promise<number[]> {
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open('barrow-views')
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
  const samples: number[] = []
  for (let n = 0; n < times; n++) {
    const begun = performance.now()
    await new Promise<void>((resolve, reject) => {
      const read = database.transaction('snapshots').objectStore('snapshots').get('catalogue')
      read.onsuccess = () => resolve()
      read.onerror = () => reject(read.error)
    })
    samples.push(performance.now() - begun)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  database.close()
  return samples
}
