/** A town or a quarter that gives orientation on the map, which has no streets of its own. */
export interface Place {
  name: string;
  at: [number, number];
  /** From which zoom on it is shown. */
  from: number;
  /** From which zoom on its quarters stand in its place. */
  until?: number;
}

const QUARTERS_FROM = 9.8;

function towns(from: number, rows: [string, number, number][], until?: number): Place[] {
  return rows.map(([name, latitude, longitude]) => ({ name, at: [longitude, latitude], from, ...(until === undefined ? {} : { until }) }));
}

/** To a hundredth of a degree or so, which is enough for names. */
export const PLACES: Place[] = [
  ...towns(0, [['Kuala Lumpur', 3.139, 101.687]], QUARTERS_FROM),
  ...towns(0, [['George Town', 5.414, 100.329], ['Johor Bahru', 1.493, 103.741], ['Kuching', 1.553, 110.359], ['Kota Kinabalu', 5.98, 116.074]]),
  ...towns(5.5, [
    ['Ipoh', 4.597, 101.09], ['Kuantan', 3.808, 103.326], ['Kuala Terengganu', 5.33, 103.14], ['Kota Bharu', 6.125, 102.238],
    ['Alor Setar', 6.121, 100.368], ['Melaka', 2.196, 102.248], ['Seremban', 2.726, 101.938], ['Miri', 4.4, 113.99], ['Sibu', 2.287, 111.83],
    ['Sandakan', 5.84, 118.118], ['Tawau', 4.245, 117.891], ['Bintulu', 3.17, 113.041],
  ]),
  ...towns(7.5, [
    ['Taiping', 4.851, 100.741], ['Kangar', 6.441, 100.198], ['Sungai Petani', 5.647, 100.488], ['Kluang', 2.03, 103.318], ['Batu Pahat', 1.854, 102.933],
    ['Muar', 2.044, 102.569], ['Temerloh', 3.45, 102.417], ['Port Dickson', 2.523, 101.795], ['Teluk Intan', 4.022, 101.021], ['Klang', 3.044, 101.446],
    ['Lahad Datu', 5.03, 118.327], ['Keningau', 5.337, 116.16],
  ]),
  ...towns(QUARTERS_FROM, [
    ['KLCC', 3.158, 101.712], ['Bukit Bintang', 3.146, 101.711], ['Bangsar', 3.13, 101.671], ['Brickfields', 3.129, 101.686], ['Mont Kiara', 3.171, 101.651],
    ['Sentul', 3.183, 101.692], ['Setapak', 3.198, 101.716], ['Wangsa Maju', 3.204, 101.737], ['Kepong', 3.208, 101.637], ['Ampang', 3.149, 101.762],
    ['Cheras', 3.106, 101.726], ['Sri Petaling', 3.07, 101.689], ['Petaling Jaya', 3.107, 101.625], ['Subang Jaya', 3.057, 101.585], ['Shah Alam', 3.073, 101.518],
    ['Puchong', 3.025, 101.617], ['Kajang', 2.993, 101.787], ['Batu Caves', 3.237, 101.684], ['Damansara', 3.154, 101.617], ['Gombak', 3.253, 101.724],
    ['Bukit Jalil', 3.058, 101.665], ['Putrajaya', 2.926, 101.696], ['Cyberjaya', 2.921, 101.656], ['Rawang', 3.321, 101.576],
    ['Bayan Lepas', 5.294, 100.259], ['Butterworth', 5.399, 100.364], ['Skudai', 1.537, 103.658], ['Pasir Gudang', 1.473, 103.905],
  ]),
];

const ROOM = { wide: 92, high: 18 };

/** Those that are shown at a zoom, by their places on the screen; of two names that would overlap the first. */
export function placesAt(zoom: number, screen: (at: [number, number]) => { x: number; y: number }): Place[] {
  const taken: { x: number; y: number }[] = [];
  return PLACES.filter((place) => {
    if (zoom < place.from || (place.until !== undefined && zoom >= place.until)) {
      return false;
    }
    const { x, y } = screen(place.at);
    if (taken.some((other) => Math.abs(other.x - x) < ROOM.wide && Math.abs(other.y - y) < ROOM.high)) {
      return false;
    }
    taken.push({ x, y });
    return true;
  });
}
