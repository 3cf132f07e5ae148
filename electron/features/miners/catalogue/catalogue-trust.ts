/**
 * The key that signs updates of the catalogue, Ed25519, 32 bytes as base64url. Publishers make their
 * own with `build/scripts/sign-catalogue.mjs keys` and put it here before the first update: nobody
 * keeps the private half of this one, so as it stands no update is taken.
 */
export const cataloguePublicKey = '5dcs_fGtiT9_m_K5zT0-g8z2QZU8bceSmmvYw0zMeko';

/** Of `resources/miners`: year, month, day and a number within the day. Updates have larger ones. */
export const shippedCatalogueSerial = 2026_11_21_01;
