/** SHA-256 of UTF-8 text in hex, synchronous: it runs inside an IndexedDB transaction. */
import { sha256 as hashBytes } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'

export const sha256 = (text: string): string => bytesToHex(hashBytes(utf8ToBytes(text)))
