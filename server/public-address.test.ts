import { describe, expect, it } from 'vitest'
import { isPublicAddress } from './public-address.ts'

describe('a public address', () => {
  it.each([
    '8.8.8.8',
    '1.1.1.1',
    '93.184.216.34',
    '172.15.255.255',
    '172.32.0.1',
    '100.63.255.255',
    '100.128.0.1',
    '2606:4700:4700::1111',
    '2a00:1450:4001::200e',
  ])('Y20: is %s', (address) => expect(isPublicAddress(address)).toBe(true))

  it.each([
    // this host, loopback
    ...['0.0.0.0', '0.1.2.3', '127.0.0.1', '127.255.255.254', '::', '::1'],
    // private and shared networks
    ...['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', '100.64.0.1', '100.127.255.254'],
    // link-local, where clouds keep their metadata
    ...['169.254.169.254', 'fe80::1', 'fec0::1', 'fd00:ec2::254', 'fc00::1'],
    // documentation, tests, protocols
    ...['192.0.0.1', '192.0.2.1', '198.18.0.1', '198.51.100.7', '203.0.113.9', '2001:db8::1', '3fff::1'],
    // multicast, reserved, broadcast
    ...['224.0.0.1', '239.255.255.250', '240.0.0.1', '255.255.255.255', 'ff02::1'],
    // IPv6 that carries IPv4: mapped, compatible, NAT64, 6to4, Teredo
    ...['::ffff:127.0.0.1', '::ffff:8.8.8.8', '::ffff:7f00:1', '::127.0.0.1', '64:ff9b::7f00:1'],
    ...['64:ff9b:1::a00:1', '2002:7f00:1::', '2002:a00:1::1', '2001::1', '100::1'],
    // no addresses at all
    ...['', 'localhost', '127.1', '0x7f.0.0.1', '8.8.8.8.8', '8.8.8.8/8', 'fe80::1%eth0'],
  ])('Y20: is not %s', (address) => expect(isPublicAddress(address)).toBe(false))
})
