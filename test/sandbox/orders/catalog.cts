/** A product of the sandbox's store. `price` in ten-thousandths of any currency's unit. */
export interface Product {
	id: number;
	name: string;
	sku: string;
	brand: string;
	price: number;
	type: 'physical' | 'digital';
	/** What it costs the merchant, as `price`. */
	cost?: number;
	/** Of the reduced tax class, as books are. */
	hasReducedTax?: boolean;
	colours?: string[];
	sizes?: string[];
	/** The id of the product that its pick list adds to the order at no price. */
	pickList?: number;
}

/** Everything the store sells; order lines may also name products that it does not sell. */
export const CATALOG: Product[] = [
	{
		id: 101,
		name: 'Storm Jacket',
		sku: 'STORM',
		brand: 'Northbound',
		price: 1890000,
		cost: 820000,
		type: 'physical',
		colours: ['Navy', 'Yellow'],
		sizes: ['S', 'M', 'L', 'XL'],
	},
	{
		id: 102,
		name: 'Deck Shoes',
		sku: 'DECK',
		brand: 'Northbound',
		price: 949500,
		cost: 410000,
		type: 'physical',
		sizes: ['39', '40', '41', '42', '43'],
	},
	{
		id: 103,
		name: 'Wool Beanie',
		sku: 'BEANIE',
		brand: 'Kestrel & Co',
		price: 245000,
		type: 'physical',
		colours: ['Grey', 'Rust', 'Moss'],
	},
	{ id: 104, name: 'Enamel Mug', sku: 'MUG', brand: '', price: 139900, type: 'physical' },
	{
		id: 105,
		name: 'Brass Compass',
		sku: 'COMPASS',
		brand: 'Wayfinder',
		price: 549000,
		cost: 265000,
		type: 'physical',
	},
	{
		id: 106,
		name: 'Picnic Set',
		sku: 'PICNIC',
		brand: 'Kestrel & Co',
		price: 790000,
		cost: 334500,
		type: 'physical',
		pickList: 104,
	},
	{
		id: 107,
		name: 'Tide Tables',
		sku: 'TIDES-PDF',
		brand: 'Wayfinder',
		price: 99900,
		type: 'digital',
		hasReducedTax: true,
	},
	{
		id: 108,
		name: 'Knot Course',
		sku: 'KNOTS-MP4',
		brand: 'Wayfinder',
		price: 290000,
		type: 'digital',
	},
	{
		id: 109,
		name: 'Lamp Oil, 0.5 l',
		sku: 'OIL',
		brand: 'Brightwick',
		price: 83300,
		type: 'physical',
	},
	{
		id: 110,
		name: '"Old Salt" Rope – 10 m',
		sku: 'ROPE/10',
		brand: 'Müller & Söhne',
		price: 199500,
		type: 'physical',
	},
];

export function productById(id: number): Product | undefined {
	return CATALOG.find((product) => product.id === id);
}
