export interface SampleSector {
  readonly industry: string;
  readonly about: readonly [string, ...string[]];
  readonly companies: readonly string[];
}

const sector = (industry: string, about: SampleSector['about'], companies: string): SampleSector => ({
  industry,
  about,
  companies: companies.split(', '),
});

/** 120 companies that do not exist; their addresses are under .example, which never will. */
export const SAMPLE_SECTORS: readonly [SampleSector, ...SampleSector[]] = [
  sector(
    'Logistics',
    [
      'Freight forwarding and customs for mid-sized shippers.',
      'Cold-chain transport with its own fleet.',
      'Parcel network for independent retailers.',
    ],
    'Fjordgate Logistics, Northquay Freight, Meridian Haulage, Saltmarsh Shipping, Brightline Cargo, Harbourlight Forwarding, Pinecrest Transport, Tidewater Express, Lodestar Freight, Ravenna Cold Chain, Kestrel Couriers, Anchorpoint Storage',
  ),
  sector(
    'Software',
    [
      'Scheduling software for clinics.',
      'Billing platform for utilities.',
      'Field-service app with offline maps.',
      'Payroll for restaurants and hotels.',
    ],
    'Cobalt Ledger, Papertrail Systems, Quietwave, Lanternworks, Sablefield Software, Nimbus & Oak, Tessellate Labs, Openharbor, Foxglove Data, Stackwright, Plainsong Software, Bluebird Analytics, Gridstone, Halfmoon Apps',
  ),
  sector(
    'Manufacturing',
    [
      'Precision parts for pumps and valves.',
      'Injection moulding, short runs.',
      'Packaging machines and their service.',
      'Industrial fasteners since 1962.',
    ],
    'Ironbridge Castings, Weststrom Maschinenbau, Calder & Voss, Hollander Werkzeuge, Silverbeck Plastics, Granite Peak Tooling, Aldermann Pumpen, Northfield Bearings, Ostrava Metalworks, Kilnwood Ceramics, Torsion Dynamics, Maplehurst Packaging, Eberhardt & Söhne',
  ),
  sector(
    'Healthcare',
    [
      'Group of eleven dental practices.',
      'Home-care provider in three counties.',
      'Diagnostics laboratory, results within a day.',
    ],
    'Willowmere Clinics, Aurora Diagnostics, Greenhollow Care, Stillwater Dental, Larkspur Health, Vitalis Labs, Evergreen Physio, Hopewell Home Care, Marigold Optics, Silverfern Medical',
  ),
  sector(
    'Construction',
    [
      'Timber-frame housing, design and build.',
      'Roofing and solar for commercial buildings.',
      'Civil works: bridges, culverts, small dams.',
    ],
    'Stonegate Builders, Redwood & Ridge, Copperline Roofing, Hartwell Civil, Timberlane Homes, Falconer Interiors, Bedrock Surveying, Oakhaven Construction, Plumb & Level, Viaduct Engineering',
  ),
  sector(
    'Retail',
    [
      'Outdoor clothing, nine shops and online.',
      'Independent bookshops with a shared warehouse.',
      'Home goods from small makers.',
    ],
    'Fernweh Outfitters, Juniper & Co, The Wool Exchange, Maison Lavande, Corner & Page Books, Saltbox Home, Urban Orchard, Lindgren Möbler, Mercado Azul, Paper Crane Toys, Bellweather Bikes',
  ),
  sector(
    'Food & beverage',
    [
      'Organic dairy and plant drinks.',
      'Coffee roaster for offices and restaurants.',
      'Frozen bakery goods for hotels.',
    ],
    'Halcyon Coffee, Riverbend Dairy, Thistle & Thyme, Olmo Olives, Sourfield Bakery, Kombu Kitchen, Nordlys Seafood, Granary Row, Peppercorn Foods, Wildflower Honey',
  ),
  sector(
    'Energy',
    [
      'Develops and runs solar parks.',
      'Heat pumps for housing associations.',
      'Grid storage and its control software.',
    ],
    'Helio Park, Windmark Energie, Terravolt, Northern Current, Emberlight Heating, Solstice Grid, Hydra Storage, Cleargreen Power',
  ),
  sector(
    'Finance',
    ['Lends to family businesses.', 'Insurance broker for trades.', 'Accounting for founders.'],
    'Marlowe Capital, Kestrelbank, Ashgrove Insurance, Beacon Street Advisors, Ledger & Lane, Copperfield Credit, Sterling Quay, Fairwind Leasing',
  ),
  sector(
    'Education',
    ['Language courses for companies.', 'Apprenticeships in technical trades.', 'Continuing education for nurses.'],
    'Polyglot House, Ashfield College, Trailhead Academy, Lumen Learning, Brightwater Schools, Craftway Institute, Sapling Nurseries',
  ),
  sector(
    'Hospitality',
    ['Seven small hotels on the coast.', 'Events and catering for conferences.', 'Hostels in former railway stations.'],
    'Seacliff Hotels, Gasthof Sonnberg, The Copper Kettle Group, Alpenglow Lodges, Platform Nine Hostels, Villa Mirasol, Harbour & Hearth, Juniper Events',
  ),
  sector(
    'Professional services',
    ['Translation and interpreting.', 'Patent attorneys for mechanical engineering.', 'Brand and packaging design.'],
    'Wordbridge Translations, Studio Halden, Keller & Brandt Patents, Northlight Design, Pemberton Consulting, Sable & Finch, Quarry Architects, Clearwater Legal, Mosaic Research',
  ),
];
